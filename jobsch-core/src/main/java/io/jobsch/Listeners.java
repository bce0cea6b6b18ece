package io.jobsch;

import java.util.function.BooleanSupplier;

/** Has listeners told what happens, in the order in which it was told. */
interface Listeners {
  /** Begins to tell. Called once. */
  void start();

  /** One more, who is told what happens from now on. */
  Scheduler.Subscription add(JobListener listener);

  /** Whether there is anybody to tell. */
  boolean isHeard();

  /** Something happened. Does not block. */
  void tell(JobEvent event);

  /**
   * {@link #tell}, once there is room, or as soon as whoever brings it is not to be held up any
   * more.
   *
   * @param mayHold whether it may still be held up; asked now and then
   */
  void tellAndHold(JobEvent event, int bytes, BooleanSupplier mayHold);

  /** From now on nobody is held up: what is too much is not told. */
  void stopHolding();

  /** Whether a listener is calling. */
  boolean isCurrent();

  /** Tells what waits, then ends. */
  void close();
}
