package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a job can take at most, by its timeouts: the longest way through its tree. A command
 * takes its timeout and a kill; a sequence the sum of its parts; a parallel group its longest part
 * or, if only m run at a time, no more than the longest and an m-th of the others (R. L. Graham,
 * "Bounds on multiprocessing timing anomalies", 1969). A group's own timeout and a kill bind it,
 * whatever is below it.
 */
final class TimeBound {
  /** There is no telling how long it takes. */
  static final long NONE = Long.MAX_VALUE;

  private final long kill;
  private final long[] bounds;

  private TimeBound(JobPlan plan, Duration killAllowance) {
    this.kill = nanos(killAllowance);
    this.bounds = new long[plan.size()];
  }

  /**
   * In nanoseconds; {@link #NONE} if a part of it has no timeout, or the sum is beyond counting.
   *
   * @param killAllowance how long the kill of a process tree takes at most
   */
  static long of(JobPlan plan, Duration killAllowance) {
    if (plan.size() == 1) {
      return own(plan.spec().timeout(), nanos(killAllowance));
    }
    TimeBound bound = new TimeBound(plan, killAllowance);
    for (int node = plan.size() - 1; node >= 0; node--) {
      bound.bounds[node] = bound.node(plan.node(node));
    }
    return bound.bounds[JobPlan.ROOT];
  }

  /** Its parts stand behind it, so they have been looked at. */
  private long node(PlanNode node) {
    long own = own(node.timeout(), kill);
    return node instanceof PlanNode.GroupNode group ? Math.min(own, parts(group)) : own;
  }

  private static long own(Optional<Duration> timeout, long kill) {
    return timeout.isPresent() ? plus(nanos(timeout.get()), kill) : NONE;
  }

  private long parts(PlanNode.GroupNode group) {
    long sum = 0;
    long longest = 0;
    for (int child : group.children()) {
      sum = plus(sum, bounds[child]);
      longest = Math.max(longest, bounds[child]);
    }
    if (group.atOnce() >= group.children().size()) {
      return longest;
    }
    return sum == NONE ? NONE : plus(longest, ceilDiv(sum - longest, group.atOnce()));
  }

  /** Saturates: beyond counting is no bound. */
  static long plus(long one, long other) {
    return one > NONE - other ? NONE : one + other;
  }

  private static long ceilDiv(long dividend, long divisor) {
    return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return NONE;
    }
  }
}
