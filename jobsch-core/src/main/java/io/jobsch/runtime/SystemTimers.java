package io.jobsch.runtime;

import io.jobsch.spi.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time of this machine. All calls are made one after the other by a single daemon thread, which
 * starts with the first of them. A call that was taken back is not remembered.
 */
public final class SystemTimers implements Timers, AutoCloseable {
  private static final Logger LOG = System.getLogger(SystemTimers.class.getName());

  /** What {@link System#nanoTime} would have been when 1970 began. */
  private final long origin =
      System.nanoTime() - ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          this::newThread,
          new ThreadPoolExecutor.DiscardPolicy() /* of calls after the close */);

  /** Starts counting. */
  public SystemTimers() {
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "jobsch-timers");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @Override
  public long ticks() {
    return System.nanoTime() - origin;
  }

  @Override
  public Instant wallClock() {
    return Instant.now();
  }

  @Override
  public Timer at(long ticks, Runnable task) {
    long now = ticks();
    long delay = ticks <= now ? 0 : ticks - now;
    Future<?> call = executor.schedule(() -> make(task), delay, TimeUnit.NANOSECONDS);
    return () -> call.cancel(false);
  }

  private static void make(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "a timer's task has failed: " + task, e);
    }
  }

  /**
   * Takes back all calls; those asked for from now on are never made. When it returns, the thread
   * has ended, unless one of its own tasks is what closes it. Harmless when called again.
   */
  @Override
  public void close() {
    executor.shutdown();
    if (threads.contains(Thread.currentThread())) {
      return;
    }
    threads.forEach(Uninterrupted::join);
  }
}
