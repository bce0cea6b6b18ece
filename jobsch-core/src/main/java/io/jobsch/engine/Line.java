package io.jobsch.engine;

import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that want the same roles, are equally urgent and take equally long, in the order of
 * their submission, in which they are served and backfilled both.
 */
final class Line {
  /** The order in which the first of each is served; none of them is empty. */
  static final Comparator<Line> SERVED_FIRST =
      (one, other) -> QueuedJob.ORDER.compare(one.head(), other.head());

  /** Whose jobs are done soonest, those without a bound last; then the more urgent. */
  static final Comparator<Line> SHORTEST_FIRST =
      (one, other) -> {
        int byBound = Long.compare(one.bound, other.bound);
        return byBound != 0 ? byBound : Integer.compare(other.priority, one.priority);
      };

  private final RoleSet roleSet;
  private final int priority;
  private final long bound;
  private @Nullable QueuedJob head;
  private @Nullable QueuedJob last;

  Line(RoleSet roleSet, int priority, long bound) {
    this.roleSet = roleSet;
    this.priority = priority;
    this.bound = bound;
  }

  RoleSet roleSet() {
    return roleSet;
  }

  int priority() {
    return priority;
  }

  /** How long each takes at most, in nanoseconds; see {@link TimeBound}. */
  long bound() {
    return bound;
  }

  boolean isEmpty() {
    return head == null;
  }

  boolean isLedBy(QueuedJob job) {
    return head == job;
  }

  /** Who is served first. */
  QueuedJob head() {
    if (head == null) {
      throw new IllegalStateException("nobody is in line");
    }
    return head;
  }

  /** In their order. */
  void forEach(Consumer<QueuedJob> action) {
    for (QueuedJob job = head; job != null; job = job.behind) {
      action.accept(job);
    }
  }

  void add(QueuedJob job) {
    job.before = last;
    if (last == null) {
      head = job;
    } else {
      last.behind = job;
    }
    last = job;
  }

  void remove(QueuedJob job) {
    QueuedJob before = job.before;
    QueuedJob behind = job.behind;
    if (before == null) {
      head = behind;
    } else {
      before.behind = behind;
    }
    if (behind == null) {
      last = before;
    } else {
      behind.before = before;
    }
    job.before = null;
    job.behind = null;
  }
}
