package io.jobsch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold of those that have waited too long, worker by worker: each of the hundred that
 * have waited longest, of those that could run, has what it needs reserved, or has started, or
 * there is no idle worker left for it beside those that are reserved for others in front.
 */
final class AgingInvariants {
  /** How many are given a turn of their own; said here again, and not asked of the engine. */
  private static final int MOST = 100;

  private final State state;
  private final long now;
  private final EngineSettings settings;

  AgingInvariants(State state, long now, EngineSettings settings) {
    this.state = state;
    this.now = now;
    this.settings = settings;
  }

  /** After a step: called with the engine's own state, since facts do not tell of reservations. */
  void check(Walked walked) {
    boolean aPassWasMade = !idle().isEmpty() && !state.queue().isEmpty();
    if (settings.reserveAfter().isPresent() && aPassWasMade) {
      checkReservations(walked);
      checkAged();
    }
  }

  /** Each has what it is to have, of what those in front leave to it. */
  private void checkReservations(Walked walked) {
    Set<QueuedJob> reserving = new HashSet<>();
    List<WorkerRun> left = idle();
    Optional<QueuedJob> former = Optional.empty();
    for (Reservation each : AllReserved.of(state)) {
      QueuedJob job = each.job();
      Check.that(state.queue().find(job.id()).isPresent(), "%s has reserved, and runs", job.id());
      Check.that(
          former.isEmpty() || QueuedJob.ORDER.compare(former.get(), job) < 0,
          "%s has reserved before %s",
          former.map(QueuedJob::id),
          job.id());
      if (reserving.stream().anyMatch(it -> share(it, job))) {
        Check.that(isAged(job), "%s has reserved behind another, before its time", job.id());
        walked.met(Walked.Situation.JOB_THAT_HAS_WAITED_TOO_LONG_RESERVES_BEHIND_ANOTHER);
      }
      checkEnough(each, left);
      left = without(left, each);
      reserving.add(job);
      former = Optional.of(job);
    }
  }

  /**
   * Where the time is known, all roles can be played by those that are kept and awaited; these are
   * busy, or kept for those in front. Where it is not, as many are kept as can play at once of
   * those that are left.
   */
  private void checkEnough(Reservation reservation, List<WorkerRun> left) {
    QueuedJob job = reservation.job();
    List<WorkerRun> its = new ArrayList<>();
    reservation.keptByClass().forEach((workers, count) -> its.addAll(some(left, workers, count)));
    if (reservation.isTimeKnown()) {
      List<WorkerRun> later = pool().filter(it -> !left.contains(it)).toList();
      reservation.awaited().forEach((workers, count) -> its.addAll(some(later, workers, count)));
      Check.that(
          AllocationInvariants.canStart(job.plan(), its),
          "%s has reserved too few: %s",
          job.id(),
          PoolInvariants.names(its));
    } else {
      int most = AllocationInvariants.played(job.plan(), left);
      Check.that(
          AllocationInvariants.played(job.plan(), its) == most && its.size() == most,
          "%s keeps %s, of %s",
          job.id(),
          PoolInvariants.names(its),
          PoolInvariants.names(left));
    }
  }

  private void checkAged() {
    List<Reservation> reservations = AllReserved.of(state);
    for (QueuedJob job : aged()) {
      boolean has = reservations.stream().anyMatch(each -> each.job() == job);
      List<WorkerRun> left = idle();
      for (Reservation each : reservations) {
        if (QueuedJob.ORDER.compare(each.job(), job) < 0) {
          left = without(left, each);
        }
      }
      Check.that(
          has || left.stream().noneMatch(worker -> suits(worker, job)),
          "%s has waited too long, and nothing is reserved for it of %s",
          job.id(),
          PoolInvariants.names(left));
    }
  }

  /** The hundred that have waited longest, of those that have waited too long and could run. */
  private List<QueuedJob> aged() {
    List<WorkerRun> usable = pool().filter(PoolInvariants::isUsable).toList();
    List<QueuedJob> aged = new ArrayList<>();
    for (QueuedJob job : state.queue().byAge()) {
      if (isAged(job) && aged.size() < MOST && AllocationInvariants.canStart(job.plan(), usable)) {
        aged.add(job);
      }
    }
    return aged;
  }

  private boolean isAged(QueuedJob job) {
    long waited = now - job.submittedTicks();
    return settings.reserveAfter().filter(longest -> waited > longest.toNanos()).isPresent();
  }

  private boolean share(QueuedJob one, QueuedJob other) {
    return pool()
        .filter(PoolInvariants::isUsable)
        .anyMatch(worker -> suits(worker, one) && suits(worker, other));
  }

  private static boolean suits(WorkerRun worker, QueuedJob job) {
    return job.plan().roles().stream().anyMatch(worker::suits);
  }

  private Stream<WorkerRun> pool() {
    return state.pool().all().stream();
  }

  private List<WorkerRun> idle() {
    return pool().filter(PoolInvariants::isFree).toList();
  }

  private static List<WorkerRun> without(List<WorkerRun> workers, Reservation reservation) {
    List<WorkerRun> others = new ArrayList<>(workers);
    for (Map.Entry<WorkerClass, Integer> each : reservation.keptByClass().entrySet()) {
      others.removeAll(some(workers, each.getKey(), each.getValue()));
    }
    return others;
  }

  /** So many of a class: which of them makes no difference. */
  private static List<WorkerRun> some(List<WorkerRun> of, WorkerClass workers, int count) {
    List<WorkerRun> some =
        of.stream()
            .filter(worker -> worker.itsClass().filter(its -> its == workers).isPresent())
            .limit(count)
            .toList();
    Check.that(some.size() == count, "reserved are %s of %s", count, PoolInvariants.names(of));
    return some;
  }
}
