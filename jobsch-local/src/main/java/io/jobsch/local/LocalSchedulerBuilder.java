package io.jobsch.local;

import io.jobsch.JobListener;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of a {@link LocalScheduler}; what is not set has its usual value. */
public final class LocalSchedulerBuilder {
  LocalSchedulerBuilder() {}

  /** So many workers; unless told, as many as the largest job so far has roles. 1 or more. */
  public LocalSchedulerBuilder workers(int number) {
    return this;
  }

  /** The directory in which the workers run commands; unless told, the current one. */
  public LocalSchedulerBuilder directory(Path directory) {
    return this;
  }

  /**
   * The workers suit roles of these patterns only ({@code server*}); may be called again for more.
   */
  public LocalSchedulerBuilder role(String pattern) {
    return this;
  }

  /** How long a command has from TERM to KILL; unless told, 10 s. */
  public LocalSchedulerBuilder killGrace(Duration grace) {
    return this;
  }

  /** How many bytes are kept of each stream of a command; unless told, 10 MiB. */
  public LocalSchedulerBuilder outputLimit(long bytes) {
    return this;
  }

  /** A variable of this process that no command gets to see. */
  public LocalSchedulerBuilder secret(String variable) {
    return this;
  }

  /** Is told everything from the first job on. */
  public LocalSchedulerBuilder listener(JobListener listener) {
    return this;
  }

  /** Starts it. */
  public LocalScheduler start() {
    throw new UnsupportedOperationException("being built");
  }
}
