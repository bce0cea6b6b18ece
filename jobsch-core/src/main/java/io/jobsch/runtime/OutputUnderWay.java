package io.jobsch.runtime;

import io.jobsch.plan.AttemptId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which attempts have output that is being stored and told of just now, by however many threads: a
 * store has the last of it before anybody has been told. Safe for use by any thread.
 */
final class OutputUnderWay {
  private final Map<AttemptId, Busy> busy = new ConcurrentHashMap<>();

  private record Busy(int writes, List<Runnable> after) {
    static final Busy FIRST = new Busy(1, List.of());

    Busy with(int change) {
      return new Busy(writes + change, after);
    }

    Busy then(Runnable next) {
      List<Runnable> all = new ArrayList<>(after);
      all.add(next);
      return new Busy(writes, all);
    }
  }

  /** Takes in something that an attempt wrote. */
  void during(AttemptId attempt, Runnable write) {
    busy.merge(attempt, Busy.FIRST, (before, first) -> before.with(1));
    try {
      write.run();
    } finally {
      leave(attempt);
    }
  }

  private void leave(AttemptId attempt) {
    List<Runnable> due = new ArrayList<>();
    busy.computeIfPresent(
        attempt,
        (id, before) -> {
          if (before.writes > 1) {
            return before.with(-1);
          }
          due.addAll(before.after);
          return null;
        });
    due.forEach(Runnable::run);
  }

  /**
   * Does something when nothing of an attempt is being taken in: at once, or on the thread that is
   * the last to leave.
   */
  void after(AttemptId attempt, Runnable next) {
    if (busy.computeIfPresent(attempt, (id, before) -> before.then(next)) == null) {
      next.run();
    }
  }
}
