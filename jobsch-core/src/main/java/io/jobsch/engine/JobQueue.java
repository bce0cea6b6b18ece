package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The jobs that wait for their workers. Changed by facts alone, but for being {@link #park parked},
 * which changes only what is looked at.
 */
final class JobQueue {
  private static final JobId NOBODY = new JobId("0".repeat(32));

  private final Duration killAllowance;
  private final Map<JobId, QueuedJob> byId = new LinkedHashMap<>();
  private final Map<SortedSet<RoleName>, RoleSet> roleSets = new LinkedHashMap<>();
  private final Map<SortedSet<RoleName>, RoleSet> parked = new LinkedHashMap<>();
  private final NavigableMap<QueuedJob, RoleSet> firsts = new TreeMap<>(QueuedJob.ORDER);
  private final NavigableMap<QueuedJob, RoleSet> shortest = new TreeMap<>(QueuedJob.SHORTEST_FIRST);
  private final Positions positions = new Positions();
  private final SortedMap<RoleName, Integer> demand = new TreeMap<>();
  private long demandVersion;
  private long sequence;

  JobQueue(Duration killAllowance) {
    this.killAllowance = killAllowance;
  }

  Optional<QueuedJob> find(JobId id) {
    return Optional.ofNullable(byId.get(id));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** All, those that are served first before the others; put together anew at each call. */
  SortedSet<QueuedJob> inOrder() {
    SortedSet<QueuedJob> all = new TreeSet<>(QueuedJob.ORDER);
    all.addAll(byId.values());
    return all;
  }

  /** All, those that have waited longest before the others. */
  Collection<QueuedJob> byAge() {
    return Collections.unmodifiableCollection(byId.values());
  }

  RoleSet roleSet(QueuedJob job) {
    return Optional.ofNullable(roleSets.get(job.plan().roles())).orElseThrow();
  }

  /** How many are served before that one. */
  int ahead(QueuedJob job) {
    return positions.ahead(job);
  }

  /** The roles that are wanted, each once. */
  SortedSet<RoleName> demanded() {
    return Collections.unmodifiableSortedSet((SortedSet<RoleName>) demand.keySet());
  }

  /** Another one whenever other roles are wanted. */
  long demandVersion() {
    return demandVersion;
  }

  /**
   * Of those that want the same roles the one that is served first, unless they are parked; in the
   * order in which they are served. A live view: who leaves is followed by one that is served
   * later.
   */
  NavigableMap<QueuedJob, RoleSet> firsts() {
    return Collections.unmodifiableNavigableMap(firsts);
  }

  /**
   * Of those that want the same roles the one that is done soonest, unless they are parked; who is
   * done soonest first. A live view: who leaves is followed by one that takes longer.
   */
  NavigableMap<QueuedJob, RoleSet> shortest() {
    return Collections.unmodifiableNavigableMap(shortest);
  }

  /** These are not shown until there are other workers for them. */
  void park(RoleSet roleSet) {
    hide(roleSet);
    parked.put(roleSet.roles(), roleSet);
  }

  /** Workers of this class have come: who may want them is shown again. */
  void unparkFor(WorkerClass workers) {
    List<RoleSet> wanting =
        parked.values().stream()
            .filter(roleSet -> roleSet.roles().stream().anyMatch(workers::suits))
            .toList();
    for (RoleSet roleSet : wanting) {
      parked.remove(roleSet.roles());
      show(roleSet);
    }
  }

  private void hide(RoleSet roleSet) {
    roleSet.first().ifPresent(firsts::remove);
    roleSet.shortest().ifPresent(shortest::remove);
  }

  private void show(RoleSet roleSet) {
    if (parked.isEmpty() || !parked.containsKey(roleSet.roles())) {
      roleSet.first().ifPresent(job -> firsts.put(job, roleSet));
      roleSet.shortest().ifPresent(job -> shortest.put(job, roleSet));
    }
  }

  /** Puts a job at the end, and says which roles it is the first to want. */
  SortedSet<RoleName> submitted(Fact.JobSubmitted fact) {
    QueuedJob job =
        new QueuedJob(
            fact.job(),
            fact.plan(),
            fact.plan().priority(),
            sequence++,
            TimeBound.of(fact.plan(), killAllowance),
            fact.ticks(),
            fact.at());
    SortedSet<RoleName> roles = fact.plan().roles();
    RoleSet roleSet = roleSets.get(roles);
    boolean isFirst = roleSet == null;
    if (roleSet == null) {
      roleSet = new RoleSet(roles);
      roleSets.put(roles, roleSet);
    }
    byId.put(job.id(), job);
    positions.add(job);
    hide(roleSet);
    roleSet.add(job);
    show(roleSet);
    return isFirst ? want(roles) : Collections.emptySortedSet();
  }

  /** Asks something of a job as if it were the last that was submitted; it is none. */
  <T> T tried(JobPlan plan, Now now, Function<QueuedJob, T> question) {
    submitted(new Fact.JobSubmitted(NOBODY, plan, now.ticks(), now.at()));
    try {
      return question.apply(find(NOBODY).orElseThrow());
    } finally {
      removed(NOBODY);
      sequence--;
    }
  }

  /** Takes a job out, and says of which roles it was the last to want them. */
  SortedSet<RoleName> removed(JobId id) {
    QueuedJob job = find(id).orElseThrow();
    RoleSet roleSet = roleSet(job);
    byId.remove(id);
    positions.remove(job);
    hide(roleSet);
    roleSet.remove(job);
    show(roleSet);
    if (!roleSet.jobs().isEmpty()) {
      return Collections.emptySortedSet();
    }
    roleSets.remove(roleSet.roles());
    parked.remove(roleSet.roles());
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
