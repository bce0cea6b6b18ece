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
 * The jobs that wait for their workers. Changed by facts alone, but for where they {@link
 * Neighbourhood wait} and for being {@link #park parked}, which changes only what is looked at.
 */
final class JobQueue {
  private static final JobId NOBODY = new JobId("0".repeat(32));

  private final Duration killAllowance;
  private final KnownJobs known;
  private final WaitingJobs waiting = new WaitingJobs();
  private final Map<SortedSet<RoleName>, RoleSet> roleSets = new LinkedHashMap<>();
  private final Set<RoleSet> parked = new LinkedHashSet<>();
  private final Set<RoleSet> newOnes = new LinkedHashSet<>();
  private final Positions positions = new Positions();
  private final SortedMap<RoleName, Integer> demand = new TreeMap<>();
  private long demandVersion;
  private long sequence;
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

  /** One that waits. */
  Optional<QueuedJob> find(JobId id) {
    QueuedJob job = known.get(id);
    return job == null || job.run().isPresent() ? Optional.empty() : Optional.of(job);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** All, those that have waited longest before the others. */
  Iterable<QueuedJob> byAge() {
    return waiting;
  }

  /** What is said next is about that one, which waits. */
  void expect(QueuedJob job) {
    known.expect(job);
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

  /** Each set of jobs waits where workers suit it. */
  void allMoveIn(WorkerClasses workers) {
    newOnes.clear();
    roleSets.values().forEach(each -> moveIn(each, workers));
  }

  /** The same for those that have come since. */
  void newOnesMoveIn(WorkerClasses workers) {
    if (!newOnes.isEmpty()) {
      newOnes.forEach(each -> moveIn(each, workers));
      newOnes.clear();
    }
  }

  private void moveIn(RoleSet roleSet, WorkerClasses workers) {
    roleSet.moveIn(workers);
    show(roleSet);
  }

  /** There is another class of workers. */
  void moveNextTo(WorkerClass workers) {
    for (RoleSet each : roleSets.values()) {
      if (each.roles().stream().anyMatch(workers::suits)) {
        each.moveNextTo(workers);
        show(each);
      }
    }
  }

  private void show(RoleSet roleSet) {
    if (roleSet.home().isPresent() && !parked.contains(roleSet)) {
      Neighbourhood home = roleSet.home().get();
      home.replace(null, roleSet.first(), null, roleSet.shortest());
      home.changed();
    }
  }

  /** These are not shown until there are other workers for them. */
  void park(RoleSet roleSet) {
    parked.add(roleSet);
    roleSet.home().ifPresent(home -> home.replace(roleSet.first(), null, roleSet.shortest(), null));
  }

  /** Workers of this class have come: who may want them is shown again. */
  void unparkFor(WorkerClass workers) {
    for (Iterator<RoleSet> it = parked.iterator(); it.hasNext(); ) {
      RoleSet roleSet = it.next();
      if (roleSet.roles().stream().anyMatch(workers::suits)) {
        it.remove();
        show(roleSet);
      }
    }
  }

  /** Changes a set of jobs, and who of it comes first. */
  private void change(RoleSet roleSet, Runnable how) {
    QueuedJob first = roleSet.first();
    QueuedJob soonest = roleSet.shortest();
    how.run();
    boolean same = roleSet.first() == first && roleSet.shortest() == soonest;
    if (!same && roleSet.home().isPresent()) {
      Neighbourhood home = roleSet.home().get();
      if (parked.isEmpty() || !parked.contains(roleSet)) {
        home.replace(first, roleSet.first(), soonest, roleSet.shortest());
      }
      home.changed();
    }
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
    if (isFirst) {
      newOnes.add(roleSet);
    }
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
    newOnes.remove(roleSet);
    roleSet.moveOut();
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
