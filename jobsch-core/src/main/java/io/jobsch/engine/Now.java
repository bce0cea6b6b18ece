package io.jobsch.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * The time, as the engine is told it.
 *
 * @param ticks nanoseconds since an origin that outlasts the process, never going back while it
 *     lives: what deadlines and waits are counted in
 * @param at the time of day, which may jump: written down, never computed with but to resume
 */
public record Now(long ticks, Instant at) {
  /** In ticks, when something began that has lasted so long. */
  long before(Duration lasted) {
    try {
      return Math.subtractExact(ticks, lasted.toNanos());
    } catch (ArithmeticException tooLongAgo) {
      return Long.MIN_VALUE;
    }
  }

  long after(Duration delay) {
    try {
      return Math.addExact(ticks, delay.toNanos());
    } catch (ArithmeticException tooFar) {
      return Long.MAX_VALUE;
    }
  }
}
