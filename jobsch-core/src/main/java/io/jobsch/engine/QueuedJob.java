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
 * @param sequence its number in the order of submission
 * @param bound how long it takes at most, in nanoseconds; see {@link TimeBound}
 * @param submittedTicks when it was accepted; see {@link Now}
 * @param submittedAt when that was
 */
record QueuedJob(
    JobId id, JobPlan plan, long sequence, long bound, long submittedTicks, Instant submittedAt) {
  /** The order in which jobs are served. */
  static final Comparator<QueuedJob> ORDER =
      Comparator.comparingInt(QueuedJob::priority)
          .reversed()
          .thenComparingLong(QueuedJob::sequence);

  /** Who is done soonest before who takes longer, those without a bound last. */
  static final Comparator<QueuedJob> SHORTEST_FIRST =
      Comparator.comparingLong(QueuedJob::bound).thenComparing(ORDER);

  /** The higher is served first. */
  int priority() {
    return plan.priority();
  }

  boolean isBounded() {
    return bound != TimeBound.NONE;
  }

  /** By when it would be over, if it started then. */
  long endFrom(long ticks) {
    return TimeBound.plus(bound, ticks);
  }
}
