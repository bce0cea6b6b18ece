package io.jobsch.engine;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The jobs that want the same roles with the same priority, who came first in front. */
final class Line {
  private final RoleSet roleSet;
  private final NavigableSet<QueuedJob> jobs = new TreeSet<>(QueuedJob.ORDER);

  Line(RoleSet roleSet) {
    this.roleSet = roleSet;
  }

  RoleSet roleSet() {
    return roleSet;
  }

  NavigableSet<QueuedJob> jobs() {
    return jobs;
  }

  Optional<QueuedJob> head() {
    return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.first());
  }

  Optional<QueuedJob> after(QueuedJob job) {
    return Optional.ofNullable(jobs.higher(job));
  }
}
