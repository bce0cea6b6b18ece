package io.jobsch.process;

import java.time.Duration;

/**
 * A time after which commands are killed unless it is renewed, kept by the runner itself as far as
 * it can: a runner whose commands are looked after by another process keeps it also when this one
 * is stopped. Whoever renews it has to watch the clock, too.
 *
 * <p>Every method may be called from any thread, and none blocks.
 */
public interface ProcessLease extends AutoCloseable {
  /**
   * As {@link ProcessRunner#start}, and killed at once, without a grace, when the lease runs out.
   */
  RunningCommand start(CommandLaunch launch, CommandObserver observer);

  /** It runs out after so long, counted from now. */
  void renew(Duration length);

  /** It never runs out. */
  @Override
  void close();
}
