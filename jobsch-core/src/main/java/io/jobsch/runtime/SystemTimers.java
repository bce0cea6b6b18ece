package io.jobsch.runtime;

import io.jobsch.spi.Timers;
import java.time.Instant;
import java.util.concurrent.*;

/** Temporary. */
public final class SystemTimers implements Timers, AutoCloseable {
  private final ScheduledThreadPoolExecutor ex =
      new ScheduledThreadPoolExecutor(
          1,
          r -> {
            Thread t = new Thread(r, "jobsch-timers");
            t.setDaemon(true);
            return t;
          });

  /** x. */
  public SystemTimers() {
    ex.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public Instant wallClock() {
    return Instant.now();
  }

  @Override
  public Timer at(long ticks, Runnable task) {
    var f = ex.schedule(task, Math.max(0, ticks - System.nanoTime()), TimeUnit.NANOSECONDS);
    return () -> f.cancel(false);
  }

  @Override
  public void close() {
    ex.shutdownNow();
  }
}
