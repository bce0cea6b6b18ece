package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must hold of who starts and who waits: worker by worker and by trying, not as the engine
 * does it. Who waits in front is not delayed by who starts behind; and nobody waits who could
 * start.
 */
final class AllocationInvariants {
  private final State state;
  private final Pool pool;
  private final long now;
  private final Optional<Duration> reserveAfter;

  AllocationInvariants(State state, long now, EngineSettings settings) {
    this.state = state;
    this.pool = state.pool();
    this.now = now;
    this.reserveAfter = settings.reserveAfter();
  }

  /**
   * A job gets workers: all suit, all were idle, and nobody before it in the queue is delayed.
   *
   * <p>Called before the fact is applied.
   */
  void check(Fact.GangAllocated fact, Walked walked) {
    QueuedJob job =
        state.queue().find(fact.job()).orElseThrow(() -> new AssertionError("not queued: " + fact));
    Check.that(fact.gang().keySet().equals(job.plan().roles()), "not a whole gang: %s", fact);
    for (Map.Entry<RoleName, WorkerId> each : fact.gang().entrySet()) {
      WorkerRun worker = pool.get(each.getValue());
      Check.that(PoolInvariants.isFree(worker), "%s is not free: %s", worker.id(), fact);
      Check.that(worker.suits(each.getKey()), "%s does not suit: %s", worker.id(), fact);
    }
    situations(job, walked);
    for (QueuedJob ahead : reserved(InOrder.of(state.queue()).headSet(job))) {
      Check.that(
          isBehindOneThatIsAged(ahead)
              || !isDelayed(ahead.plan(), fact.gang().values(), job.endFrom(now)),
          "job %s takes workers that job %s waits for: %s",
          job.id(),
          ahead.id(),
          fact.gang());
      if (suiting(ahead.plan()).stream().anyMatch(fact.gang()::containsValue)) {
        walked.met(
            isDelayed(ahead.plan(), fact.gang().values(), Long.MAX_VALUE)
                ? Walked.Situation.BACKFILL_ACROSS_A_RESERVATION
                : Walked.Situation.BACKFILL_ON_WORKERS_THAT_ARE_NOT_NEEDED);
      }
    }
  }

  private void situations(QueuedJob job, Walked walked) {
    for (QueuedJob ahead : InOrder.of(state.queue()).headSet(job)) {
      walked.met(
          couldEverStart(ahead.plan())
              ? Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_WAITS
              : Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_CANNOT);
    }
    boolean overtakes =
        InOrder.of(state.queue()).stream()
            .anyMatch(
                it ->
                    it.sequence() < job.sequence()
                        && it.priority() < job.priority()
                        && canStart(it.plan(), idle()));
    if (overtakes) {
      walked.met(Walked.Situation.JOB_OVERTAKES_BY_ITS_PRIORITY);
    }
  }

  /** After a step: who could start, has, unless that would delay somebody who waits in front. */
  void nobodyWaitsInVain(Walked walked) {
    List<QueuedJob> reserved = reserved(InOrder.of(state.queue()));
    for (QueuedJob job : reserved) {
      Check.that(
          isBehindOneThatIsAged(job) || !canStart(job.plan(), idle()),
          "job %s could start now on %s, with nobody ahead of it, and does not",
          job.id(),
          PoolInvariants.names(idle()));
    }
    for (QueuedJob job : InOrder.of(state.queue())) {
      if (couldStartBehind(job, reserved)) {
        Check.that(
            someoneIsAged(),
            "job %s could start now on some of %s, and delay nobody, and does not",
            job.id(),
            PoolInvariants.names(idle()));
        walked.met(Walked.Situation.JOB_MAKES_WAY_FOR_ONE_THAT_HAS_WAITED_TOO_LONG);
      }
    }
  }

  /** For whom workers may be kept from others beside those that always are. */
  private boolean someoneIsAged() {
    return InOrder.of(state.queue()).stream()
        .anyMatch(job -> isAged(job) && couldEverStart(job.plan()));
  }

  /**
   * Who has waited too long has workers reserved also if it shares them with one in front; those
   * behind it that share some with it have not, as behind any that has.
   */
  private boolean isBehindOneThatIsAged(QueuedJob job) {
    List<WorkerId> its = suiting(job.plan());
    return InOrder.of(state.queue()).headSet(job).stream()
        .filter(this::isAged)
        .filter(ahead -> couldEverStart(ahead.plan()))
        .anyMatch(ahead -> suiting(ahead.plan()).stream().anyMatch(its::contains));
  }

  private boolean isAged(QueuedJob job) {
    return reserveAfter.filter(it -> now - job.submittedTicks() > it.toNanos()).isPresent();
  }

  /** The first that could run but not now, and all others that share no worker with one. */
  private List<QueuedJob> reserved(SortedSet<QueuedJob> inOrder) {
    List<QueuedJob> reserved = new ArrayList<>();
    SortedSet<WorkerId> kept = new TreeSet<>();
    for (QueuedJob job : inOrder) {
      if (couldEverStart(job.plan()) && suiting(job.plan()).stream().noneMatch(kept::contains)) {
        reserved.add(job);
        kept.addAll(suiting(job.plan()));
      }
    }
    return reserved;
  }

  /** By when the first can start that waits, of those that could run; empty if nobody can say. */
  Optional<Map.Entry<JobId, Long>> promise() {
    return InOrder.of(state.queue()).stream()
        .filter(job -> couldEverStart(job.plan()))
        .findFirst()
        .map(job -> Map.entry(job.id(), earliest(job.plan(), freeAt())))
        .filter(it -> it.getValue() < Long.MAX_VALUE);
  }

  private boolean couldStartBehind(QueuedJob job, List<QueuedJob> reserved) {
    List<WorkerRun> idle = idle();
    for (int bits = 0; bits < 1 << idle.size(); bits++) {
      if (Integer.bitCount(bits) == job.plan().roles().size()) {
        List<WorkerRun> some = new ArrayList<>();
        for (int i = 0; i < idle.size(); i++) {
          if ((bits & 1 << i) != 0) {
            some.add(idle.get(i));
          }
        }
        if (canStart(job.plan(), some)
            && reserved.stream()
                .noneMatch(
                    it -> isDelayed(it.plan(), PoolInvariants.names(some), job.endFrom(now)))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a job that waits could start later than it could now, if these workers were busy up to
   * then. Where nobody can say when that is, it may be at any moment: whether there are fewer of
   * its roles that idle workers can play; one whose job has exceeded its bound is not idle yet.
   */
  private boolean isDelayed(JobPlan plan, Collection<WorkerId> taken, long until) {
    Map<WorkerId, Long> before = freeAt();
    Map<WorkerId, Long> after = new LinkedHashMap<>(before);
    taken.forEach(id -> after.put(id, until));
    long earliest = earliest(plan, before);
    return earliest == Long.MAX_VALUE
        ? played(plan, idle()) > played(plan, idleBut(taken))
        : earliest(plan, after) > earliest;
  }

  /** By when each worker is free, as far as can be told. */
  private Map<WorkerId, Long> freeAt() {
    Map<WorkerId, Long> times = new LinkedHashMap<>();
    for (WorkerRun worker : pool.all()) {
      if (PoolInvariants.isFree(worker)) {
        times.put(worker.id(), now);
      } else if (PoolInvariants.isUsable(worker) && worker.strays().isEmpty()) {
        RunningJob job = state.jobOf(worker.id()).orElseThrow();
        times.put(worker.id(), Math.max(now, job.endTicks()));
      } else {
        times.put(worker.id(), Long.MAX_VALUE);
      }
    }
    return times;
  }

  private long earliest(JobPlan plan, Map<WorkerId, Long> freeAt) {
    for (long time : new TreeSet<>(freeAt.values())) {
      if (time < Long.MAX_VALUE && canStart(plan, by(freeAt, time))) {
        return time;
      }
    }
    return Long.MAX_VALUE;
  }

  private List<WorkerRun> by(Map<WorkerId, Long> freeAt, long time) {
    return pool.all().stream().filter(it -> freeAt.get(it.id()) <= time).toList();
  }

  private List<WorkerRun> idle() {
    return pool.all().stream().filter(PoolInvariants::isFree).toList();
  }

  private List<WorkerRun> idleBut(Collection<WorkerId> taken) {
    return idle().stream().filter(it -> !taken.contains(it.id())).toList();
  }

  private List<WorkerId> suiting(JobPlan plan) {
    return pool.all().stream()
        .filter(it -> PoolInvariants.isUsable(it) && plan.roles().stream().anyMatch(it::suits))
        .map(WorkerRun::id)
        .toList();
  }

  private boolean couldEverStart(JobPlan plan) {
    return canStart(plan, pool.all().stream().filter(PoolInvariants::isUsable).toList());
  }

  /** Whether there is a worker of its own for each role. */
  static boolean canStart(JobPlan plan, List<WorkerRun> workers) {
    return played(plan, workers) == plan.roles().size();
  }

  /** How many of the roles can be played at once. */
  static int played(JobPlan plan, List<WorkerRun> workers) {
    SortedMap<WorkerId, RoleName> plays = new TreeMap<>();
    for (RoleName role : plan.roles()) {
      place(role, workers, plays, new ArrayList<>());
    }
    return plays.size();
  }

  private static boolean place(
      RoleName role,
      List<WorkerRun> workers,
      SortedMap<WorkerId, RoleName> plays,
      List<WorkerId> tried) {
    for (WorkerRun worker : workers) {
      if (worker.suits(role) && !tried.contains(worker.id())) {
        tried.add(worker.id());
        if (!plays.containsKey(worker.id())
            || place(plays.get(worker.id()), workers, plays, tried)) {
          plays.put(worker.id(), role);
          return true;
        }
      }
    }
    return false;
  }
}
