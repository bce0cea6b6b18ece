package io.jobsch.vertx.bus;

import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Workers that would like to go, as soon as nothing needs them. Used on the transport's context.
 */
final class Departures {
  /**
   * A job may have been given to a worker when that was about to say that it drains, and this is
   * told to nobody yet: so long after, it has been.
   */
  private static final long SETTLED = Duration.ofMillis(500).toNanos();

  private final Predicate<WorkerId> needed;
  private final Map<WorkerId, Long> wished = new HashMap<>();

  /**
   * None yet.
   *
   * @param needed whether a job needs a worker
   */
  Departures(Predicate<WorkerId> needed) {
    this.needed = needed;
  }

  /** One would like to go. */
  void wish(WorkerId worker, long now) {
    wished.putIfAbsent(worker, now);
  }

  /** It stays, or it has gone. */
  void forget(WorkerId worker) {
    wished.remove(worker);
  }

  /** Those that may go now; they are told once. */
  List<WorkerId> due(long now) {
    List<WorkerId> due = new ArrayList<>();
    wished.forEach(
        (worker, since) -> {
          if (now - since > SETTLED && !needed.test(worker)) {
            due.add(worker);
          }
        });
    due.forEach(wished::remove);
    return due;
  }
}
