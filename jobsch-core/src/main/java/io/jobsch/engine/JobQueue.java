package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
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
  private final NavigableMap<QueuedJob, Line> heads = new TreeMap<>(QueuedJob.ORDER);
  private final Set<RoleSet> parked = new LinkedHashSet<>();
  private long parkedAsOf;
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
    roleSets.values().forEach(roleSet -> roleSet.lines().forEach(line -> all.addAll(line.jobs())));
    return all;
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
   * The first of each line that is not parked, those that are served first before the others. The
   * live view: a job that leaves is followed by the next of its line, which comes behind it.
   */
  NavigableMap<QueuedJob, Line> heads() {
    return Collections.unmodifiableNavigableMap(heads);
  }

  /** No head of these is shown until others of that population are there. */
  void park(RoleSet roleSet, long population) {
    roleSet.lines().forEach(line -> line.head().ifPresent(heads::remove));
    parked.add(roleSet);
    parkedAsOf = population;
  }

  /** Shows the heads of all that were parked, if the population is another one now. */
  void unpark(long population) {
    if (parkedAsOf != population && !parked.isEmpty()) {
      List<RoleSet> all = new ArrayList<>(parked);
      parked.clear();
      all.forEach(roleSet -> roleSet.lines().forEach(this::show));
    }
  }

  private void show(Line line) {
    if (!parked.contains(line.roleSet())) {
      line.head().ifPresent(head -> heads.put(head, line));
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
    SortedSet<RoleName> wanted = new TreeSet<>();
    RoleSet roleSet =
        roleSets.computeIfAbsent(
            roles,
            key -> {
              wanted.addAll(want(key));
              return new RoleSet(key);
            });
    byId.put(job.id(), job);
    positions.add(job);
    roleSet.add(job);
    show(roleSet.line(job.priority()));
    return wanted;
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
    heads.remove(job);
    Line line = roleSet.line(job.priority());
    roleSet.remove(job);
    show(line);
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
    demandVersion++;
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
    demandVersion++;
    return last;
  }
}
