package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that want the same roles. Which workers are good for one of them is the same for all, so
 * that it is looked into once: if the first or the shortest of them cannot start, none can.
 */
final class RoleSet {
  private final SortedSet<RoleName> roles;
  private final NavigableMap<Line, Line> shortestFirst = new TreeMap<>(Line.SHORTEST_FIRST);
  private final NavigableSet<Line> servedFirst = new TreeSet<>(Line.SERVED_FIRST);
  private Line recent;
  private Optional<Seats> seats = Optional.empty();
  private long seatsAsOf = -1;
  private Optional<Neighbourhood> home = Optional.empty();
  private boolean feasible;
  private long feasibleAsOf = -1;
  private Optional<Positions> positions = Optional.empty();

  RoleSet(SortedSet<RoleName> roles) {
    this.roles = roles;
    this.recent = new Line(this, 0, TimeBound.NONE);
  }

  SortedSet<RoleName> roles() {
    return roles;
  }

  boolean isEmpty() {
    return servedFirst.isEmpty();
  }

  /** That of the jobs of such an urgency and such a time bound; it may have none yet. */
  Line line(int priority, long bound) {
    if (recent.priority() != priority || recent.bound() != bound) {
      Line wanted = new Line(this, priority, bound);
      recent = shortestFirst.getOrDefault(wanted, wanted);
    }
    return recent;
  }

  /** One that has just been submitted. */
  void add(QueuedJob job) {
    Line line = job.line();
    boolean isNew = line.isEmpty();
    line.add(job);
    if (positions.isPresent()) {
      positions.get().add(job);
    }
    if (isNew) {
      shortestFirst.put(line, line);
      servedFirst.add(line);
    }
  }

  void remove(QueuedJob job) {
    Line line = job.line();
    boolean leads = line.isLedBy(job);
    if (leads) {
      servedFirst.remove(line);
    }
    line.remove(job);
    if (positions.isPresent()) {
      positions.get().remove(job);
    }
    if (line.isEmpty()) {
      shortestFirst.remove(line);
    } else if (leads) {
      servedFirst.add(line);
    }
  }

  /** How many of them are served before another job. They are counted from when it is asked. */
  int ahead(QueuedJob other) {
    if (positions.isEmpty()) {
      Positions counted = new Positions();
      servedFirst.forEach(line -> line.forEach(counted::add));
      positions = Optional.of(counted);
    }
    return positions.get().ahead(other);
  }

  /** Which is served first. */
  @Nullable QueuedJob first() {
    return servedFirst.isEmpty() ? null : servedFirst.first().head();
  }

  /** Which is done soonest; of those without a bound the one that is served first. */
  @Nullable QueuedJob shortest() {
    return shortestFirst.isEmpty() ? null : shortestFirst.firstKey().head();
  }

  /** Where they wait; empty if no connected worker suits them, or no pass has found out yet. */
  Optional<Neighbourhood> home() {
    if (home.isPresent() && home.get() != home.get().whole()) {
      home = Optional.of(home.get().whole());
    }
    return home;
  }

  /** The last of them has gone, or the last worker that suited them. */
  void moveOut() {
    home = Optional.empty();
    seats = Optional.empty();
    positions = Optional.empty();
  }

  boolean isAt(Neighbourhood place) {
    return home().isPresent() && home().get() == place;
  }

  /** To all workers that suit any of their roles, who are of one neighbourhood from now on. */
  void moveIn(WorkerClasses workers) {
    home = Optional.empty();
    seats(workers).classes().forEach(this::moveNextTo);
  }

  /** To those as well. */
  void moveNextTo(WorkerClass workers) {
    Neighbourhood its = workers.neighbourhood();
    if (home().isEmpty()) {
      home = Optional.of(its);
    } else if (!isAt(its)) {
      home = Optional.of(home().get().mergedWith(its));
    }
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
