package io.jobsch.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what must be waited for; an interrupt is kept for later. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Says whether it was completed in that time. */
  static boolean await(CompletableFuture<?> future, Duration atMost) {
    long until = System.nanoTime() + Nanos.of(atMost);
    return waitOut(() -> isCompleted(future, until - System.nanoTime()));
  }

  private static boolean isCompleted(CompletableFuture<?> future, long nanos)
      throws InterruptedException {
    try {
      future.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** The exit code of a process that ends soon. */
  static int waitFor(Process process) {
    return waitOut(process::waitFor);
  }

  private interface Wait<T> {
    T begin() throws InterruptedException;
  }

  private static <T> T waitOut(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.begin();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
