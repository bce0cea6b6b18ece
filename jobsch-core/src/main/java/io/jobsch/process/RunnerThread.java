package io.jobsch.process;

/** A thread of a runner's: it tells observers, and keeps no process alive. */
final class RunnerThread extends Thread {
  RunnerThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
  }
}
