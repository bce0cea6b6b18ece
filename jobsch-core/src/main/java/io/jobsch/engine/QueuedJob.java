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
 * @param bound how long it takes at most, in nanoseconds; see {@link TimeBound}
 * @param submittedTicks when it was accepted; see {@link Now}
 * @param submittedAt when that was
 */
record QueuedJob(
    JobId id,
    JobPlan plan,
    int priority,
    long sequence,
    long bound,
    long submittedTicks,
    Instant submittedAt) {
  /** The order in which jobs are served. */
  static final Comparator<QueuedJob> ORDER = QueuedJob::compareOrder;

  /** Who is done soonest before who takes longer, those without a bound last. */
  static final Comparator<QueuedJob> SHORTEST_FIRST =
      (one, other) -> {
        int byBound = Long.compare(one.bound, other.bound);
        return byBound != 0 ? byBound : compareOrder(one, other);
      };

  private static int compareOrder(QueuedJob one, QueuedJob other) {
    int byPriority = Integer.compare(other.priority, one.priority);
    return byPriority != 0 ? byPriority : Long.compare(one.sequence, other.sequence);
  }

  boolean isBounded() {
    return bound != TimeBound.NONE;
  }

  /** By when it would be over, if it started then. */
  long endFrom(long ticks) {
    return TimeBound.plus(bound, ticks);
  }
}
