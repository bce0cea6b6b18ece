package io.jobsch.vertx.wire;

import java.time.Duration;

/**
 * What a scheduler asks of its workers.
 *
 * @param lease how long a worker lets commands run without a sign of life from the scheduler
 * @param grace how long the scheduler waits for a worker before it counts it as lost; longer than
 *     the lease
 * @param interval how often a worker asks for a sign of life
 * @param window how many bytes of one stream may be on their way
 */
public record Terms(Duration lease, Duration grace, Duration interval, int window) {
  private static final int SIGNS_IN_A_LEASE = 6;
  private static final Duration RAREST = Duration.ofSeconds(5);

  /** 256 KiB of each stream on their way. */
  public static final int WINDOW = 256 * 1024;

  /** 30 s of lease, 45 s of grace. */
  public static final Terms DEFAULT = of(Duration.ofSeconds(30), Duration.ofSeconds(45));

  /** Checks that they can hold. */
  public Terms {
    if (lease.isNegative() || lease.isZero()) {
      throw new IllegalArgumentException("lease: expected more than 0 s, found " + lease);
    }
    if (grace.compareTo(lease) <= 0) {
      throw new IllegalArgumentException(
          "grace: expected more than the lease of "
              + lease.toMillis()
              + " ms, so that what a lost worker ran is gone, found "
              + grace.toMillis()
              + " ms");
    }
    if (interval.isNegative() || interval.isZero() || window < 1) {
      throw new IllegalArgumentException(
          "expected an interval and a window of more than 0, found " + interval + ", " + window);
    }
  }

  /** With those two; signs of life as often as a lease that outlives some lost ones needs. */
  public static Terms of(Duration lease, Duration grace) {
    Duration interval = lease.dividedBy(SIGNS_IN_A_LEASE);
    return new Terms(lease, grace, interval.compareTo(RAREST) > 0 ? RAREST : interval, WINDOW);
  }
}
