package io.jobsch.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one runner: as many as are blocked at a time, and one that watches the clock. */
final class RunnerThreads implements Executor {
  private static final Logger LOG = System.getLogger(RunnerThreads.class.getName());

  /** Until the system is asked again for a thread that it did not give. */
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(100);

  private static final int IDLE_SECONDS = 2;

  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor clock;

  RunnerThreads() {
    this(new Daemons());
  }

  RunnerThreads(ThreadFactory factory) {
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory);
    clock = new ScheduledThreadPoolExecutor(1, factory);
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Runs it at once; it may block. */
  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  /**
   * Runs it at once, or as soon as the system gives us a thread for it: for what nobody else would
   * do. It may block. Never throws for want of a thread; after {@link #end} it does nothing.
   */
  void executeSurely(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException ended) {
      LOG.log(Level.DEBUG, "not run, as all threads have ended", ended);
    } catch (OutOfMemoryError noThread) {
      LOG.log(Level.WARNING, "no thread to be had, asking again soon: {0}", noThread.getMessage());
      askAgain(task);
    }
  }

  private void askAgain(Runnable task) {
    try {
      after(ASK_AGAIN_AFTER, () -> executeSurely(task));
    } catch (RejectedExecutionException ended) {
      LOG.log(Level.DEBUG, "not run, as all threads have ended", ended);
    } catch (OutOfMemoryError noThread) {
      // The clock has it in its queue, and gets its thread with the next that is added.
      LOG.log(Level.WARNING, "no thread for the clock to be had: {0}", noThread.getMessage());
    }
  }

  /** Makes sure that there is a thread for what is to run later. */
  void startClock() {
    clock.prestartCoreThread();
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
      return new RunnerThread(task, "jobsch-process-" + COUNT.incrementAndGet());
    }
  }
}
