package io.jobsch.local;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a scheduler, as many as it needs. None keeps the process alive. */
public final class LocalThreads implements Executor, AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService executor = Executors.newCachedThreadPool(this::newThread);

  private Thread newThread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              alive.add(Thread.currentThread());
              try {
                work.run();
              } finally {
                alive.remove(Thread.currentThread());
              }
            },
            "jobsch-local-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Whether a thread is one of these. */
  boolean has(Thread thread) {
    return alive.contains(thread);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  /**
   * Ends them when they have done what they have begun, and waits for that unless one of them asks.
   */
  @Override
  public void close() {
    executor.shutdown();
    if (alive.contains(Thread.currentThread())) {
      return;
    }
    try {
      if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
