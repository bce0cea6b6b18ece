package io.jobsch.process;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one runner: as many as are blocked at a time, and one that watches the clock. */
final class RunnerThreads implements Executor {
  private static final int IDLE_SECONDS = 10;

  private final ThreadFactory factory = new Daemons();
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, factory);

  RunnerThreads() {
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Runs it at once; it may block. */
  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  /** Runs it later; it must not block. */
  Future<?> after(Duration delay, Runnable task) {
    return clock.schedule(task, Nanos.of(delay), TimeUnit.NANOSECONDS);
  }

  /** Interrupts them all, and says whether all have ended soon after. */
  boolean end(Duration atMost) throws InterruptedException {
    clock.shutdownNow();
    workers.shutdownNow();
    long until = System.nanoTime() + atMost.toNanos();
    return clock.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS)
        && workers.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static final class Daemons implements ThreadFactory {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task, "jobsch-process-" + COUNT.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
