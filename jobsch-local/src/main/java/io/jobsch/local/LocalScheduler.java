package io.jobsch.local;

import io.jobsch.Scheduler;

/** A scheduler and its workers in this process. */
public abstract class LocalScheduler implements Scheduler {
  /** One with the usual settings: workers as needed, in the current directory. */
  public static LocalScheduler start() {
    return builder().start();
  }

  /** One with settings of your own. */
  public static LocalSchedulerBuilder builder() {
    return new LocalSchedulerBuilder();
  }
}
