package io.jobsch.process;

import java.time.Duration;

/** Durations as the nanoseconds that {@link System#nanoTime} counts. */
final class Nanos {
  private static final Duration LONGEST = Duration.ofDays(100 * 365);

  private Nanos() {}

  /** At most a hundred years: the clock wraps around after three hundred. */
  static long of(Duration duration) {
    return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST.toNanos();
  }
}
