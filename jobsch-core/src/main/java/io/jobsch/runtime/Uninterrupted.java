package io.jobsch.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for the end of threads; an interrupt does not cut that short, and is kept for later. */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Waits until it has ended. */
  public static void join(Thread thread) {
    waitOut(thread::join);
  }

  /** Waits until it has ended or that time is over. */
  public static void join(Thread thread, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    waitOut(() -> TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime()));
  }

  private interface Wait {
    void begin() throws InterruptedException;
  }

  private static void waitOut(Wait wait) {
    boolean interrupted = false;
    for (boolean over = false; !over; ) {
      try {
        wait.begin();
        over = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
