package io.jobsch.process;

import java.time.Duration;

/**
 * How long a kill takes at most.
 *
 * @param grace from TERM to KILL; zero or more
 * @param bound from KILL until what is still there counts as unkillable; zero or more
 */
public record KillPolicy(Duration grace, Duration bound) {
  /** 10 s of grace, and 10 s more. */
  public static final KillPolicy DEFAULT =
      new KillPolicy(Duration.ofSeconds(10), Duration.ofSeconds(10));

  /** Checks both. */
  public KillPolicy {
    if (grace.isNegative() || bound.isNegative()) {
      throw new IllegalArgumentException(
          "kill policy: expected times of zero or more, found " + grace + " and " + bound);
    }
  }

  /** From the beginning of a kill until all is gone, or counts as unkillable. */
  public Duration longest() {
    return grace.plus(bound);
  }
}
