package io.jobsch.spi;

import java.time.Duration;
import java.time.Instant;

/** The time, and calls when it has come. Safe for use by any thread; nothing here blocks. */
public interface Timers {
  /**
   * Nanoseconds since the beginning of 1970 in UTC: what the time of day was when these timers were
   * made, and what has passed since. 0 or more, and never goes back, whatever happens to the time
   * of day.
   *
   * <p>So ticks outlive the process that counted them: a difference between ticks of two processes,
   * one before and one after a restart, is as exact as their times of day were; one between ticks
   * of the same timers is exact. They last until 2262.
   */
  long ticks();

  /** The time of day. May jump. */
  Instant wallClock();

  /**
   * Has something called once, at a time or soon after. A time in the past means now.
   *
   * @param ticks when, as {@link #ticks} counts
   * @param task must not block; called on a thread of the timers', or on whoever lets time pass.
   *     What it throws is logged, and does not disturb other tasks
   * @return takes the call back; harmless when it has been made
   */
  Timer at(long ticks, Runnable task);

  /**
   * Has something called once, so long from now or soon after.
   *
   * @param delay none or a negative one means now; one that is too long to be counted, never
   * @param task see {@link #at}
   * @return see {@link #at}
   */
  default Timer in(Duration delay, Runnable task) {
    long ticks;
    try {
      ticks = Math.addExact(ticks(), delay.toNanos());
    } catch (ArithmeticException tooFar) {
      ticks = delay.isNegative() ? 0 : Long.MAX_VALUE;
    }
    return at(ticks, task);
  }

  /** A call that is to be made. */
  @FunctionalInterface
  interface Timer {
    /** It is not to be made any more; if it is being made now, it goes on. */
    void cancel();
  }
}
