package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The jobs that want the same roles. Which workers are good for one of them is the same for all, so
 * that it is looked into once.
 */
final class RoleSet {
  private final SortedSet<RoleName> roles;
  private final NavigableMap<Integer, Line> lines = new TreeMap<>(Comparator.reverseOrder());
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

  /** Of the same priority each, the higher ones first. */
  Collection<Line> lines() {
    return lines.values();
  }

  Line line(int priority) {
    return lines.computeIfAbsent(priority, key -> new Line(this));
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  void add(QueuedJob job) {
    line(job.priority()).jobs().add(job);
    if (job.isBounded()) {
      bounded.add(job);
    }
  }

  void remove(QueuedJob job) {
    Line line = line(job.priority());
    line.jobs().remove(job);
    if (line.jobs().isEmpty()) {
      lines.remove(job.priority());
    }
    if (job.isBounded()) {
      bounded.remove(job);
    }
  }

  /** Which of them is done soonest; empty if there are none. */
  Optional<QueuedJob> shortest() {
    if (!bounded.isEmpty()) {
      return Optional.of(bounded.first());
    }
    return lines.isEmpty() ? Optional.empty() : lines.firstEntry().getValue().head();
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
