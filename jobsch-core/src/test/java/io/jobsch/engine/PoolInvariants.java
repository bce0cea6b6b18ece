package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What must hold between workers and jobs, between any two steps. */
final class PoolInvariants {
  private final State state;
  private final Pool pool;

  PoolInvariants(State state) {
    this.state = state;
    this.pool = state.pool();
  }

  void check(SortedSet<RoleName> everWanted) {
    state.running().forEach(this::gang);
    pool.all().forEach(this::worker);
    indexes();
    queue();
    memory(everWanted);
    nobodyWaitsInVain();
  }

  /** A job has a worker of its own for each role, as long as it needs it. */
  private void gang(RunningJob job) {
    Check.that(
        job.gang().keySet().equals(job.plan().roles()),
        "job %s: workers for %s, roles %s",
        job.id(),
        job.gang().keySet(),
        job.plan().roles());
    Check.that(
        new TreeSet<>(job.gang().values()).size() == job.gang().size(),
        "job %s: one worker plays two roles: %s",
        job.id(),
        job.gang());
    Check.that(state.queue().find(job.id()).isEmpty(), "job %s runs and is in the queue", job.id());
    job.gang()
        .forEach(
            (role, worker) ->
                Check.that(
                    isAssigned(worker, job, role) || !needs(job, role),
                    "job %s needs %s for %s, and does not have it",
                    job.id(),
                    worker,
                    role));
  }

  private boolean isAssigned(WorkerId worker, RunningJob job, RoleName role) {
    return pool.find(worker)
        .flatMap(WorkerRun::assignment)
        .filter(it -> it.equals(new WorkerRun.Assignment(job.id(), role)))
        .isPresent();
  }

  private static boolean needs(RunningJob job, RoleName role) {
    return job.plan().nodes().stream()
        .filter(node -> node instanceof PlanNode.CommandNode it && it.role().equals(role))
        .map(node -> job.node(node.index()).state())
        .anyMatch(it -> it == NodeState.PENDING || it == NodeState.RUNNING);
  }

  private void worker(WorkerRun worker) {
    worker
        .assignment()
        .ifPresent(
            it ->
                Check.that(
                    state
                        .running(it.job())
                        .filter(job -> worker.id().equals(job.gang().get(it.role())))
                        .isPresent(),
                    "%s is assigned to %s, which does not have it",
                    worker.id(),
                    it));
  }

  private void indexes() {
    same("idle", pool.idle(), PoolInvariants::isFree);
    same("askable", pool.askable(), it -> it.mustBeAsked() && !it.isQuarantined());
  }

  private void same(String what, Collection<WorkerRun> index, Predicate<WorkerRun> expected) {
    List<WorkerRun> truth = pool.all().stream().filter(expected).toList();
    Check.that(
        truth.equals(List.copyOf(index)),
        "%s: expected %s, found %s",
        what,
        names(truth),
        names(index));
  }

  private static List<WorkerId> names(Collection<WorkerRun> workers) {
    return workers.stream().map(WorkerRun::id).toList();
  }

  private void queue() {
    SortedSet<RoleName> wanted = new TreeSet<>();
    for (QueuedJob job : state.queue().inOrder()) {
      wanted.addAll(job.plan().roles());
      Check.that(state.queue().find(job.id()).isPresent(), "job %s is lost in the queue", job.id());
      for (WorkerRun worker : pool.all()) {
        Check.that(
            worker.assignment().filter(it -> it.job().equals(job.id())).isEmpty(),
            "job %s waits and holds %s",
            job.id(),
            worker.id());
      }
    }
    Check.that(
        wanted.equals(state.queue().demanded()),
        "roles: expected to be wanted %s, found %s",
        wanted,
        state.queue().demanded());
  }

  /** What a worker said of a role that nobody wants any more is not kept for ever. */
  private void memory(SortedSet<RoleName> everWanted) {
    for (WorkerRun worker : pool.askable()) {
      for (RoleName role : everWanted) {
        Check.that(
            state.queue().demanded().contains(role) || worker.knows(role).isEmpty(),
            "what %s said of %s is kept, and nobody wants it",
            worker.id(),
            role);
      }
    }
  }

  /** In the order of the queue: what could start on workers that are kept for nobody, has. */
  private void nobodyWaitsInVain() {
    SortedSet<WorkerId> kept = new TreeSet<>();
    for (QueuedJob job : state.queue().inOrder()) {
      Check.that(
          !canStart(job.plan(), idle(kept)),
          "job %s could start now on %s, with nobody ahead of it, and does not",
          job.id(),
          names(idle(kept)));
      if (couldEverStart(job.plan())) {
        kept.addAll(suiting(job.plan()));
      }
    }
  }

  private List<WorkerRun> idle(SortedSet<WorkerId> kept) {
    return pool.all().stream()
        .filter(PoolInvariants::isFree)
        .filter(it -> !kept.contains(it.id()))
        .toList();
  }

  /** Said here again, and not asked of the engine. */
  private static boolean isFree(WorkerRun worker) {
    return worker.assignment().isEmpty() && worker.strays().isEmpty() && !worker.isQuarantined();
  }

  private List<WorkerId> suiting(JobPlan plan) {
    return names(
        pool.all().stream().filter(it -> plan.roles().stream().anyMatch(it::suits)).toList());
  }

  private boolean couldEverStart(JobPlan plan) {
    return canStart(plan, pool.all().stream().filter(it -> !it.isQuarantined()).toList());
  }

  /**
   * A job gets workers: all suit, all were idle, and nobody before it in the queue is delayed.
   *
   * <p>Called before the fact is applied.
   */
  void checkAllocation(Fact.GangAllocated fact, Walked walked) {
    QueuedJob job =
        state.queue().find(fact.job()).orElseThrow(() -> new AssertionError("not queued: " + fact));
    Check.that(fact.gang().keySet().equals(job.plan().roles()), "not a whole gang: %s", fact);
    for (Map.Entry<RoleName, WorkerId> each : fact.gang().entrySet()) {
      WorkerRun worker = pool.get(each.getValue());
      Check.that(isFree(worker), "%s is not free, and gets work: %s", worker.id(), fact);
      Check.that(worker.suits(each.getKey()), "%s does not suit: %s", worker.id(), fact);
    }
    for (QueuedJob ahead : state.queue().inOrder().headSet(job)) {
      boolean waits = couldEverStart(ahead.plan());
      walked.met(
          waits
              ? Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_WAITS
              : Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_CANNOT);
      Check.that(
          !waits || suiting(ahead.plan()).stream().noneMatch(fact.gang()::containsValue),
          "job %s takes workers that job %s waits for: %s",
          job.id(),
          ahead.id(),
          fact.gang());
    }
  }

  /** Whether there is a worker of its own for each role: by trying, not as the engine does it. */
  static boolean canStart(JobPlan plan, List<WorkerRun> workers) {
    SortedMap<WorkerId, RoleName> plays = new TreeMap<>();
    for (RoleName role : plan.roles()) {
      if (!place(role, workers, plays, new ArrayList<>())) {
        return false;
      }
    }
    return true;
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
