package io.jobsch;

import java.util.concurrent.TimeUnit;

/** Waiting that is not cut short: an interrupt is passed on when the wait is over. */
final class Interruptions {
  private Interruptions() {}

  static void join(Thread thread, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    long left = millis;
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
