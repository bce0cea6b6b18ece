package io.jobsch.vertx.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is done unless something else comes in time, which it nearly always does: one timer for all,
 * as a timer of its own for each request costs more than much else that is done for it. It may be
 * done late by an eighth of the time. Used on one event loop.
 */
final class Deadlines {
  private static final int LOOKS = 8;

  private final Vertx vertx;
  private final long nanos;
  private final long lookMillis;

  /** All have the same time: the first is due first. */
  private final Set<Deadline> waiting = new LinkedHashSet<>();

  private boolean looking;

  /**
   * None yet.
   *
   * @param time how long each has
   */
  Deadlines(Vertx vertx, Duration time) {
    this.vertx = vertx;
    this.nanos = time.toNanos();
    this.lookMillis = Math.max(1, time.toMillis() / LOOKS);
  }

  /** One of them. */
  final class Deadline {
    private final long at = System.nanoTime() + nanos;
    private final Runnable late;

    private Deadline(Runnable late) {
      this.late = late;
    }

    /** It came in time. Harmless when called again, or late. */
    void met() {
      waiting.remove(this);
    }
  }

  /** From now on there is that much time. */
  Deadline begin(Runnable late) {
    Deadline deadline = new Deadline(late);
    waiting.add(deadline);
    if (!looking) {
      looking = true;
      vertx.setTimer(lookMillis, id -> look());
    }
    return deadline;
  }

  private void look() {
    long now = System.nanoTime();
    while (isDue(now)) {
      Iterator<Deadline> first = waiting.iterator();
      Deadline due = first.next();
      first.remove();
      due.late.run();
    }
    looking = !waiting.isEmpty();
    if (looking) {
      vertx.setTimer(lookMillis, id -> look());
    }
  }

  private boolean isDue(long now) {
    return !waiting.isEmpty() && now - waiting.iterator().next().at >= 0;
  }
}
