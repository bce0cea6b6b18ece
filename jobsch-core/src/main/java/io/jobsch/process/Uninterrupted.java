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
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          return false;
        } catch (ExecutionException e) {
          return true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The exit code of a process that ends soon. */
  static int waitFor(Process process) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor();
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
