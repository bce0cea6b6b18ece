package io.jobsch.vertx.worker;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Has something looked after no later than it is time to, and sleeps until then. Used on one
 * context.
 */
final class Looks {
  private static final long NEVER = 0;

  private final Vertx vertx;
  private final Runnable look;
  private long due = NEVER;
  private long timer;
  private boolean ended;

  /**
   * None yet.
   *
   * @param look may ask for the next one
   */
  Looks(Vertx vertx, Runnable look) {
    this.vertx = vertx;
    this.look = look;
  }

  /** There is to be one before that much time has passed. */
  void within(Duration time) {
    long millis = Math.max(1, time.toMillis());
    long wanted = nonzero(System.nanoTime() + Duration.ofMillis(millis).toNanos());
    if (ended || (due != NEVER && due - wanted <= 0)) {
      return;
    }
    cancel();
    due = wanted;
    timer = vertx.setTimer(millis, id -> begin());
  }

  private static long nonzero(long nanos) {
    return nanos == NEVER ? 1 : nanos;
  }

  private void begin() {
    due = NEVER;
    look.run();
  }

  private void cancel() {
    if (due != NEVER) {
      vertx.cancelTimer(timer);
      due = NEVER;
    }
  }

  /** There is none any more. */
  void end() {
    ended = true;
    cancel();
  }
}
