package io.jobsch.vertx.http;

import io.jobsch.plan.JobId;
import io.jobsch.vertx.jobs.Entry;
import io.jobsch.vertx.jobs.EventLog;
import io.jobsch.vertx.jobs.Happening;
import java.util.List;

/** Where a stream of events comes from. */
sealed interface EventSource {
  /** The log that it is read from. */
  EventLog log();

  /** The next entries behind a number, at most so many. */
  List<Entry> after(long number, int most);

  /** Whether nothing that came behind that number is lost to this reader. */
  boolean reaches(long number);

  /** Whether nothing comes behind that. */
  boolean endsWith(Happening happening);

  /**
   * All that happens.
   *
   * @param log see {@link EventSource#log}
   */
  record All(EventLog log) implements EventSource {
    @Override
    public List<Entry> after(long number, int most) {
      return log.after(number, most);
    }

    @Override
    public boolean reaches(long number) {
      return log.reaches(number);
    }

    @Override
    public boolean endsWith(Happening happening) {
      return false;
    }
  }

  /**
   * What happens to a job.
   *
   * @param log see {@link EventSource#log}
   * @param job which
   */
  record OfJob(EventLog log, JobId job) implements EventSource {
    @Override
    public List<Entry> after(long number, int most) {
      return log.after(job, number, most);
    }

    @Override
    public boolean reaches(long number) {
      return log.keeps(job);
    }

    @Override
    public boolean endsWith(Happening happening) {
      return happening instanceof Happening.Job it && it.event().state().isTerminal();
    }
  }
}
