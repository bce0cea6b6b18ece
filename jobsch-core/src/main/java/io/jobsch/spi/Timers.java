package io.jobsch.spi;

import java.time.Instant;

/** The time, and calls when it has come. Safe for use by any thread; nothing here blocks. */
public interface Timers {
  /** Nanoseconds since some origin. Never goes back, whatever happens to the time of day. */
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

  /** A call that is to be made. */
  @FunctionalInterface
  interface Timer {
    /** It is not to be made any more; if it is being made now, it goes on. */
    void cancel();
  }
}
