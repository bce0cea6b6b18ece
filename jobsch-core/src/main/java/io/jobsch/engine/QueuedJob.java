package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import java.time.Instant;
import java.util.Comparator;

/**
 * A job that waits for its workers.
 *
 * @param id its name
 * @param plan what is to run
 * @param priority the higher is served first
 * @param sequence its number in the order of submission
 * @param submittedAt when it was accepted
 */
record QueuedJob(JobId id, JobPlan plan, int priority, long sequence, Instant submittedAt) {
  /** The order in which jobs are served. */
  static final Comparator<QueuedJob> ORDER =
      Comparator.comparingInt(QueuedJob::priority)
          .reversed()
          .thenComparingLong(QueuedJob::sequence);
}
