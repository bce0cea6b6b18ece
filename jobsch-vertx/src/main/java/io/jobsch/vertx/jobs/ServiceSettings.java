package io.jobsch.vertx.jobs;

import io.jobsch.Retention;
import io.jobsch.spec.SpecLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a {@link SchedulerService}.
 *
 * @param limits how large a job may be
 * @param retention how much is kept of jobs that are over
 * @param mostJobs how many jobs may wait and run at a time, 1 or more; more are refused
 * @param outputLimit how many bytes are kept of each stream of a command
 * @param events how many events of all jobs and workers together are kept for who reads them late
 * @param data the directory for what is kept on disk; it is made if it is not there
 * @param reserveAfter a job that has waited longer has workers reserved for it, too, not only the
 *     first that waits of those that share workers; empty for no such bound
 */
public record ServiceSettings(
    SpecLimits limits,
    Retention retention,
    int mostJobs,
    long outputLimit,
    int events,
    Path data,
    Optional<Duration> reserveAfter) {
  /** 100,000 jobs at a time, 10 MiB of each stream, 65,536 events, temporary files, no bound. */
  public static final ServiceSettings DEFAULT =
      new ServiceSettings(
          SpecLimits.DEFAULT,
          Retention.DEFAULT,
          100_000,
          10L << 20,
          1 << 16,
          Path.of(System.getProperty("java.io.tmpdir")),
          Optional.empty());

  /** Checks the numbers. */
  public ServiceSettings {
    if (mostJobs < 1 || events < 1) {
      throw new IllegalArgumentException(
          "expected at least one job and one event, found " + mostJobs + " and " + events);
    }
    reserveAfter
        .filter(Duration::isNegative)
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("reserve after: expected 0 or more, found " + it);
            });
  }

  /** The same with that much kept of jobs that are over. */
  public ServiceSettings withRetention(Retention kept) {
    return new ServiceSettings(limits, kept, mostJobs, outputLimit, events, data, reserveAfter);
  }

  /** The same with so many jobs at a time. */
  public ServiceSettings withMostJobs(int most) {
    return new ServiceSettings(limits, retention, most, outputLimit, events, data, reserveAfter);
  }

  /** The same with so many bytes kept of each stream of a command. */
  public ServiceSettings withOutputLimit(long bytes) {
    return new ServiceSettings(limits, retention, mostJobs, bytes, events, data, reserveAfter);
  }

  /** The same with so many events kept. */
  public ServiceSettings withEvents(int most) {
    return new ServiceSettings(limits, retention, mostJobs, outputLimit, most, data, reserveAfter);
  }

  /** The same with another directory for what is kept on disk. */
  public ServiceSettings withData(Path directory) {
    return new ServiceSettings(
        limits, retention, mostJobs, outputLimit, events, directory, reserveAfter);
  }

  /**
   * The same with workers reserved also for a job that has waited longer than that; empty for no
   * such bound.
   */
  public ServiceSettings withReserveAfter(Optional<Duration> waited) {
    return new ServiceSettings(limits, retention, mostJobs, outputLimit, events, data, waited);
  }
}
