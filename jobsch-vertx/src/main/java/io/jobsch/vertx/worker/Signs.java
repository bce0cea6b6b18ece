package io.jobsch.vertx.worker;

import io.jobsch.vertx.wire.Terms;
import java.time.Duration;

/** The signs of life between a worker and its scheduler. Used on the worker's context. */
final class Signs {
  /** So many may fail to come before nothing is expected any more. */
  private static final int MOST_MISSED = 3;

  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();

  private long interval = Terms.DEFAULT.interval().toNanos();
  private long heard;
  private long given;

  /** From now on the worker gives one that often. */
  void every(Duration time) {
    interval = time.toNanos();
  }

  /** The scheduler has given one. */
  void heard(long now) {
    heard = now;
  }

  /** The worker has given one. */
  void given(long now) {
    given = now;
  }

  /** Whether the worker has to give the next one. */
  boolean isDue(long now) {
    return now - given >= interval;
  }

  /** Whether nothing was heard for too long. */
  boolean isSilent(long now) {
    return now - heard > silence();
  }

  /** When one of both will be so. */
  Duration untilNext(long now) {
    return Duration.ofNanos(Math.min(given + interval, heard + silence()) - now).plusMillis(1);
  }

  private long silence() {
    return MOST_MISSED * Math.max(interval, SHORTEST);
  }
}
