package io.jobsch.engine;

import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
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
        .filter(it -> it.equals(new WorkerRun.Assignment(job, role)))
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
    same("askable", pool.askable(), it -> it.mustBeAsked() && isUsable(it));
    SortedSet<WorkerId> classified = new TreeSet<>();
    Set<KnownSuitability> known = new HashSet<>();
    for (WorkerClass each : pool.classes().all()) {
      Check.that(known.add(each.suitability()), "two classes of %s", each.suitability());
      List<WorkerRun> members =
          pool.all().stream()
              .filter(it -> isUsable(it) && it.suitability().equals(each.suitability()))
              .toList();
      Check.that(!members.isEmpty(), "a class with nobody in it: %s", each.suitability());
      Check.that(each.size() == members.size(), "%s: %s", each.size(), names(members));
      same(
          "idle",
          each.idle().stream().sorted(Comparator.comparing(WorkerRun::id)).toList(),
          it -> isFree(it) && members.contains(it));
      members.forEach(it -> classified.add(it.id()));
    }
    for (WorkerRun worker : pool.all()) {
      Check.that(
          classified.contains(worker.id()) == isUsable(worker),
          "%s is in no class, or gets no work and is in one",
          worker.id());
    }
    Check.that(
        pool.classes().idle() == pool.all().stream().filter(PoolInvariants::isFree).count(),
        "%s are said to be idle",
        pool.classes().idle());
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

  static List<WorkerId> names(Collection<WorkerRun> workers) {
    return workers.stream().map(WorkerRun::id).toList();
  }

  private void queue() {
    SortedSet<RoleName> wanted = new TreeSet<>();
    List<WorkerRun> usable = pool.all().stream().filter(PoolInvariants::isUsable).toList();
    int ahead = 0;
    for (QueuedJob job : InOrder.of(state.queue())) {
      int said = state.queue().ahead(job, pool.classes());
      Check.that(
          said == ahead,
          "%s jobs that could run are ahead of %s, and %s are said to be",
          ahead,
          job.id(),
          said);
      ahead += AllocationInvariants.canStart(job.plan(), usable) ? 1 : 0;
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

  /** What workers said of roles that nobody wants any more is not kept for ever. */
  private void memory(SortedSet<RoleName> everWanted) {
    int inUse = state.running().stream().mapToInt(job -> job.plan().roles().size()).sum();
    for (WorkerRun worker : pool.askable()) {
      long kept =
          everWanted.stream()
              .filter(role -> !state.queue().demanded().contains(role))
              .filter(role -> worker.knows(role).isPresent())
              .count();
      Check.that(
          kept <= RememberedRoles.MOST + inUse,
          "what %s said of %s roles is kept, and nobody wants them",
          worker.id(),
          kept);
    }
  }

  /** Said here again, and not asked of the engine. */
  static boolean isFree(WorkerRun worker) {
    return worker.assignment().isEmpty() && worker.strays().isEmpty() && isUsable(worker);
  }

  /** Whether it may get work, now or later; said here again, too. */
  static boolean isUsable(WorkerRun worker) {
    return !worker.isQuarantined() && !worker.profile().draining();
  }
}
