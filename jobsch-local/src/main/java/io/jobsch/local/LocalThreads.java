package io.jobsch.local;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a local scheduler. None keeps the process alive. */
final class LocalThreads {
  private static final long PATIENCE_SECONDS = 5;

  private LocalThreads() {}

  static ExecutorService create() {
    AtomicInteger number = new AtomicInteger();
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "jobsch-local-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Ends them, and waits for that. */
  static void end(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
