package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The jobs that wait for their workers. Changed by facts alone, but for being {@link #park parked},
 * and for what passes {@link Settled note} and {@link Rest sum up}, which changes only what is
 * looked at.
 */
final class JobQueue {
  private static final JobId NOBODY = new JobId("0".repeat(32));

  private final Duration killAllowance;
  private final KnownJobs known;
  private final WaitingJobs waiting = new WaitingJobs();
  private final Map<SortedSet<RoleName>, RoleSet> roleSets = new LinkedHashMap<>();
  private final Set<RoleSet> parked = new LinkedHashSet<>();
  private final Front servedFirst = new Front(QueuedJob.ORDER);
  private final Front shortest = new Front(QueuedJob.SHORTEST_FIRST);
  private final Positions positions = new Positions();
  private final SortedMap<RoleName, Integer> demand = new TreeMap<>();
  private long demandVersion;
  private long sequence;
  private long passes;
  private long changes;
  private Optional<Rest> rest = Optional.empty();
  private Reserved reserved = Reserved.NOTHING;
  private final Aged aged = new Aged();

  /**
   * One in which nobody waits.
   *
   * @param known where to put those that will
   */
  JobQueue(Duration killAllowance, KnownJobs known) {
    this.killAllowance = killAllowance;
    this.known = known;
  }

  /** One that waits. Most of the time it is whoever is served first. */
  Optional<QueuedJob> find(JobId id) {
    QueuedJob job = known.get(id, servedFirst.first());
    return job == null || job.run().isPresent() ? Optional.empty() : Optional.of(job);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** All, those that have waited longest before the others. */
  Iterable<QueuedJob> byAge() {
    return waiting;
  }

  /** Numbers the passes over the queue, from 1 on. */
  long nextPass() {
    return ++passes;
  }

  /** Another one whenever somebody else is served first, or done soonest, of some set. */
  long changes() {
    return changes;
  }

  /** What the last pass has found of all. */
  Optional<Rest> rest() {
    return rest;
  }

  void rest(Rest found) {
    rest = Optional.of(found);
  }

  /** What the last pass has left reserved. */
  Reserved reserved() {
    return reserved;
  }

  void reserved(Reserved left) {
    reserved = left;
  }

  /**
   * Of those that were submitted before some time the oldest, in the order in which they are
   * served, without those that the connected workers could not serve. It changes with the queue.
   */
  NavigableSet<QueuedJob> aged(long ticks, WorkerClasses workers) {
    return aged.before(ticks, waiting.oldest(), workers);
  }

  /** How many are served before that one, without those that the workers could not serve. */
  int ahead(QueuedJob job, WorkerClasses workers) {
    int ahead = positions.ahead(job);
    for (RoleSet each : roleSets.values()) {
      if (!each.isFeasible(workers)) {
        ahead -= each.ahead(job);
      }
    }
    return ahead;
  }

  /** The roles that are wanted, each once. */
  SortedSet<RoleName> demanded() {
    return Collections.unmodifiableSortedSet((SortedSet<RoleName>) demand.keySet());
  }

  /** Another one whenever other roles are wanted. */
  long demandVersion() {
    return demandVersion;
  }

  /** Of those that want the same roles the one that is served first, unless they are parked. */
  Front servedFirst() {
    return servedFirst;
  }

  /** Of those that want the same roles the one that is done soonest, unless they are parked. */
  Front shortest() {
    return shortest;
  }

  /** These are not shown until there are other workers for them. */
  void park(RoleSet roleSet) {
    parked.add(roleSet);
    servedFirst.replace(roleSet.first(), null);
    shortest.replace(roleSet.shortest(), null);
  }

  /** Workers of this class have come: who may want them is shown again. */
  void unparkFor(WorkerClass workers) {
    for (Iterator<RoleSet> it = parked.iterator(); it.hasNext(); ) {
      RoleSet roleSet = it.next();
      if (roleSet.roles().stream().anyMatch(workers::suits)) {
        it.remove();
        servedFirst.replace(null, roleSet.first());
        shortest.replace(null, roleSet.shortest());
      }
    }
  }

  /** Changes a set of jobs, and who of it comes first. */
  private void change(RoleSet roleSet, Runnable how) {
    QueuedJob first = roleSet.first();
    QueuedJob soonest = roleSet.shortest();
    how.run();
    if (roleSet.first() != first || roleSet.shortest() != soonest) {
      changed(roleSet);
    }
    if (parked.isEmpty() || !parked.contains(roleSet)) {
      servedFirst.replace(first, roleSet.first());
      shortest.replace(soonest, roleSet.shortest());
    }
  }

  /** Whoever of them was looked at is to be looked at again. */
  void changed(RoleSet roleSet) {
    changes++;
    roleSet.changed();
  }

  /** Puts a job at the end, and says which roles it is the first to want. */
  SortedSet<RoleName> submitted(Fact.JobSubmitted fact) {
    JobPlan plan = fact.plan();
    RoleSet roleSet = roleSets.computeIfAbsent(plan.roles(), RoleSet::new);
    boolean isFirst = roleSet.isEmpty();
    Line line = roleSet.line(plan.priority(), TimeBound.of(plan, killAllowance));
    QueuedJob job = new QueuedJob(fact, line, sequence++);
    known.add(job);
    waiting.add(job);
    positions.add(job);
    change(roleSet, () -> roleSet.add(job));
    return isFirst ? want(roleSet.roles()) : Collections.emptySortedSet();
  }

  /** Asks something of a job as if it were the last that was submitted; it is none. */
  <T> T tried(JobPlan plan, Now now, Function<QueuedJob, T> question) {
    submitted(new Fact.JobSubmitted(NOBODY, plan, now.ticks(), now.at()));
    try {
      return question.apply(find(NOBODY).orElseThrow());
    } finally {
      QueuedJob job = find(NOBODY).orElseThrow();
      removed(job);
      known.remove(job);
      sequence--;
    }
  }

  /** Takes a job out, and says of which roles it was the last to want them. */
  SortedSet<RoleName> removed(QueuedJob job) {
    RoleSet roleSet = job.roleSet();
    aged.leaves(job);
    waiting.remove(job);
    positions.remove(job);
    change(roleSet, () -> roleSet.remove(job));
    if (!roleSet.isEmpty()) {
      return Collections.emptySortedSet();
    }
    roleSets.remove(roleSet.roles());
    parked.remove(roleSet);
    return unwant(roleSet.roles());
  }

  private SortedSet<RoleName> want(SortedSet<RoleName> roles) {
    SortedSet<RoleName> first = new TreeSet<>();
    for (RoleName role : roles) {
      if (demand.merge(role, 1, Integer::sum) == 1) {
        first.add(role);
      }
    }
    demandVersion += first.isEmpty() ? 0 : 1;
    return first;
  }

  private SortedSet<RoleName> unwant(SortedSet<RoleName> roles) {
    SortedSet<RoleName> last = new TreeSet<>();
    for (RoleName role : roles) {
      if (demand.merge(role, -1, Integer::sum) == 0) {
        demand.remove(role);
        last.add(role);
      }
    }
    demandVersion += last.isEmpty() ? 0 : 1;
    return last;
  }
}
