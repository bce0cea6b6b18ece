package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Matching;
import io.jobsch.workers.WorkerId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Gives waiting jobs their workers, whole gangs or nothing, in the order of the queue. A job that
 * could run on the workers that are connected, but not now, keeps all that suit it from those
 * behind it, so that none of them delays it; a job that no set of connected workers can serve keeps
 * nothing from anybody.
 */
final class Allocation {
  private final State state;
  private final SortedSet<RoleName> demanded;
  private final SortedSet<WorkerId> withheld = new TreeSet<>();

  Allocation(State state) {
    this(state, state.queue().demanded());
  }

  private Allocation(State state, SortedSet<RoleName> demanded) {
    this.state = state;
    this.demanded = demanded;
  }

  /** One pass over the queue. */
  static void pass(Turn turn) {
    if (turn.state().pool().idle().isEmpty()) {
      return;
    }
    Allocation allocation = new Allocation(turn.state());
    for (QueuedJob job : List.copyOf(turn.state().queue().inOrder())) {
      if (allocation.available().isEmpty()) {
        return;
      }
      allocation.serve(turn, job);
    }
  }

  /**
   * The workers that a job would be given now, if it were in the queue. Between two steps every job
   * that is in it is one that could not be served.
   */
  static Optional<SortedMap<RoleName, WorkerId>> trial(State state, QueuedJob job) {
    SortedSet<RoleName> demanded = new TreeSet<>(state.queue().demanded());
    demanded.addAll(job.plan().roles());
    Allocation allocation = new Allocation(state, demanded);
    for (QueuedJob before : state.queue().inOrder()) {
      if (QueuedJob.ORDER.compare(before, job) < 0) {
        allocation.withholdIfItCouldRun(before);
      }
    }
    return allocation.matchNow(job.plan()) instanceof Matching.Outcome.Complete match
        ? Optional.of(match.gang())
        : Optional.empty();
  }

  private void serve(Turn turn, QueuedJob job) {
    if (matchNow(job.plan()) instanceof Matching.Outcome.Complete match) {
      turn.decide(new Fact.GangAllocated(job.id(), match.gang(), turn.at()));
      new Progress(turn, state.running(job.id()).orElseThrow()).start(JobPlan.ROOT);
    } else {
      withholdIfItCouldRun(job);
    }
  }

  private void withholdIfItCouldRun(QueuedJob job) {
    if (matchConnected(job.plan()) instanceof Matching.Outcome.Complete) {
      withhold(job.plan());
    }
  }

  private void withhold(JobPlan plan) {
    for (WorkerRun worker : state.pool().all()) {
      if (plan.roles().stream().anyMatch(worker::suits)) {
        withheld.add(worker.id());
      }
    }
  }

  /** On the workers that are idle and kept for nobody. */
  private Matching.Outcome matchNow(JobPlan plan) {
    return match(plan, available());
  }

  private List<WorkerRun> available() {
    return state.pool().idle().stream().filter(worker -> !withheld.contains(worker.id())).toList();
  }

  /** On the workers that are idle, were there no job before it. */
  Matching.Outcome matchIdle(JobPlan plan) {
    return match(plan, state.pool().idle());
  }

  /** On all workers that are connected, were all of them idle. */
  Matching.Outcome matchConnected(JobPlan plan) {
    return match(
        plan, state.pool().all().stream().filter(worker -> !worker.isQuarantined()).toList());
  }

  private Matching.Outcome match(JobPlan plan, Collection<WorkerRun> workers) {
    List<WorkerId> preferred =
        workers.stream()
            .map(worker -> new Candidate(worker, generality(worker, demanded)))
            .sorted(Candidate.PREFERENCE)
            .map(candidate -> candidate.worker().id())
            .toList();
    return Matching.find(plan.roles(), preferred, (id, role) -> state.pool().get(id).suits(role));
  }

  /** Of the roles that are wanted now, how many a worker suits. */
  private static long generality(WorkerRun worker, SortedSet<RoleName> demanded) {
    return worker.suitsEverything()
        ? Long.MAX_VALUE
        : demanded.stream().filter(worker::suits).count();
  }

  /** Who suits few roles before who suits many, then who has rested longest, then by name. */
  private record Candidate(WorkerRun worker, long generality) {
    static final Comparator<Candidate> PREFERENCE =
        Comparator.comparingLong(Candidate::generality)
            .thenComparingLong(candidate -> candidate.worker().lastUsed())
            .thenComparing(candidate -> candidate.worker().id());
  }
}
