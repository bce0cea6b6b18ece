package io.jobsch.engine;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Of each set of jobs that want the same roles the one that comes first in some order, and these in
 * the same order. That others come and go behind them costs nothing.
 */
final class Front {
  private final NavigableSet<QueuedJob> jobs;

  Front(Comparator<QueuedJob> order) {
    this.jobs = new TreeSet<>(order);
  }

  /** Who comes before all others. */
  @Nullable QueuedJob first() {
    return jobs.isEmpty() ? null : jobs.first();
  }

  /** Who comes next, whether or not that job is here itself. */
  @Nullable QueuedJob behind(QueuedJob job) {
    return jobs.higher(job);
  }

  int size() {
    return jobs.size();
  }

  /** All of another one, which has none then. */
  void takeIn(Front other) {
    jobs.addAll(other.jobs);
    other.jobs.clear();
  }

  /** Tells each, and has none then. */
  void drainTo(Consumer<QueuedJob> action) {
    jobs.forEach(action);
    jobs.clear();
  }

  /** Of one set of roles, who came first and who does now; no job where there is none. */
  void replace(@Nullable QueuedJob former, @Nullable QueuedJob now) {
    if (former == now) {
      return;
    }
    if (former != null) {
      jobs.remove(former);
    }
    if (now != null) {
      jobs.add(now);
    }
  }
}
