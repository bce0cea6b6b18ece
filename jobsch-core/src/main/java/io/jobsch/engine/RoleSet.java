package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The jobs that want the same roles. Which workers are good for one of them is the same for all, so
 * that it is looked into once: if the first or the shortest of them cannot start, none can.
 */
final class RoleSet {
  private final SortedSet<RoleName> roles;
  private final NavigableSet<QueuedJob> jobs = new TreeSet<>(QueuedJob.ORDER);
  private final NavigableSet<QueuedJob> bounded = new TreeSet<>(QueuedJob.SHORTEST_FIRST);
  private Optional<Seats> seats = Optional.empty();
  private long seatsAsOf = -1;
  private boolean feasible;
  private long feasibleAsOf = -1;

  RoleSet(SortedSet<RoleName> roles) {
    this.roles = roles;
  }

  SortedSet<RoleName> roles() {
    return roles;
  }

  /** In the order in which they are served. */
  NavigableSet<QueuedJob> jobs() {
    return jobs;
  }

  void add(QueuedJob job) {
    jobs.add(job);
    if (job.isBounded()) {
      bounded.add(job);
    }
  }

  void remove(QueuedJob job) {
    jobs.remove(job);
    if (job.isBounded()) {
      bounded.remove(job);
    }
  }

  /** Which is served first; empty if there are none. */
  Optional<QueuedJob> first() {
    return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.first());
  }

  /** Which is done soonest; empty if there are none. */
  Optional<QueuedJob> shortest() {
    return bounded.isEmpty() ? first() : Optional.of(bounded.first());
  }

  /** Who is good for them, of the workers that are connected. */
  Seats seats(WorkerClasses workers) {
    if (seats.isEmpty() || seatsAsOf != workers.version()) {
      seats = Optional.of(Seats.of(roles, workers.all()));
      seatsAsOf = workers.version();
    }
    return seats.get();
  }

  /** Whether the workers that are connected could serve them, were all of them idle. */
  boolean isFeasible(WorkerClasses workers) {
    if (feasibleAsOf != workers.population()) {
      Seats now = seats(workers);
      feasible = now.canBePlayedBy(now.classes().stream().mapToInt(WorkerClass::size).toArray());
      feasibleAsOf = workers.population();
    }
    return feasible;
  }
}
