package io.jobsch.runtime;

import io.jobsch.plan.AttemptId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Of which commands something is being told that they wrote, and what has to wait until it was.
 * Safe for use by any thread.
 */
final class Tellings {
  private final Map<AttemptId, Telling> open = new HashMap<>();

  /** By some threads, each with one of a command's streams. */
  private static final class Telling {
    private final List<Runnable> next = new ArrayList<>();
    private int threads;
  }

  /** Something is about to be told of it. */
  synchronized void begin(AttemptId attempt) {
    open.computeIfAbsent(attempt, id -> new Telling()).threads++;
  }

  /** It was told; what has waited for that is done now, on this thread. */
  void end(AttemptId attempt) {
    next(attempt).forEach(Runnable::run);
  }

  private synchronized List<Runnable> next(AttemptId attempt) {
    Telling telling = Optional.ofNullable(open.get(attempt)).orElseThrow();
    telling.threads--;
    if (telling.threads > 0) {
      return List.of();
    }
    open.remove(attempt);
    return telling.next;
  }

  /** Does something when nothing is being told of it: now, or on the thread that tells the last. */
  void afterwards(AttemptId attempt, Runnable task) {
    if (!waits(attempt, task)) {
      task.run();
    }
  }

  private synchronized boolean waits(AttemptId attempt, Runnable task) {
    Optional<Telling> telling = Optional.ofNullable(open.get(attempt));
    telling.ifPresent(it -> it.next.add(task));
    return telling.isPresent();
  }
}
