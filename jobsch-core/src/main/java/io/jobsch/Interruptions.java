package io.jobsch;

/** Waiting that is not cut short: an interrupt is passed on when the wait is over. */
final class Interruptions {
  private Interruptions() {}

  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
