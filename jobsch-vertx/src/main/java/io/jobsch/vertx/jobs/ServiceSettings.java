package io.jobsch.vertx.jobs;

import io.jobsch.Retention;
import io.jobsch.spec.SpecLimits;
import java.nio.file.Path;

/**
 * Settings of a {@link SchedulerService}.
 *
 * @param limits how large a job may be
 * @param retention how much is kept of jobs that are over
 * @param mostJobs how many jobs may wait and run at a time, 1 or more; more are refused
 * @param outputLimit how many bytes are kept of each stream of a command
 * @param events how many events of all jobs and workers together are kept for who reads them late
 * @param data the directory for what is kept on disk; it is made if it is not there
 */
public record ServiceSettings(
    SpecLimits limits, Retention retention, int mostJobs, long outputLimit, int events, Path data) {
  /** 100,000 jobs at a time, 10 MiB of each stream, 65,536 events, temporary files. */
  public static final ServiceSettings DEFAULT =
      new ServiceSettings(
          SpecLimits.DEFAULT,
          Retention.DEFAULT,
          100_000,
          10L << 20,
          1 << 16,
          Path.of(System.getProperty("java.io.tmpdir")));

  /** Checks the numbers. */
  public ServiceSettings {
    if (mostJobs < 1 || events < 1) {
      throw new IllegalArgumentException(
          "expected at least one job and one event, found " + mostJobs + " and " + events);
    }
  }

  /** The same with that much kept of jobs that are over. */
  public ServiceSettings withRetention(Retention kept) {
    return new ServiceSettings(limits, kept, mostJobs, outputLimit, events, data);
  }

  /** The same with so many jobs at a time. */
  public ServiceSettings withMostJobs(int most) {
    return new ServiceSettings(limits, retention, most, outputLimit, events, data);
  }

  /** The same with so many bytes kept of each stream of a command. */
  public ServiceSettings withOutputLimit(long bytes) {
    return new ServiceSettings(limits, retention, mostJobs, bytes, events, data);
  }

  /** The same with so many events kept. */
  public ServiceSettings withEvents(int most) {
    return new ServiceSettings(limits, retention, mostJobs, outputLimit, most, data);
  }

  /** The same with another directory for what is kept on disk. */
  public ServiceSettings withData(Path directory) {
    return new ServiceSettings(limits, retention, mostJobs, outputLimit, events, directory);
  }
}
