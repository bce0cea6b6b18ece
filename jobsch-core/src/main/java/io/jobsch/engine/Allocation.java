package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gives waiting jobs their workers, whole gangs or nothing. First in the order of the queue: the
 * first job that cannot start now, but could on the workers that are connected, has workers {@link
 * Reservation reserved}; so has each later one none of whose workers suits one that has. Then those
 * behind them start, who is done soonest first, on workers that nobody reserved or for so short a
 * time that nobody is delayed: EASY backfilling (D. Lifka, "The ANL/IBM SP scheduling system",
 * 1995), the shortest first. A job that no set of connected workers can serve keeps nothing from
 * anybody.
 */
final class Allocation {
  /** Of those that have waited too long, so many are looked at: each costs a reservation. */
  static final int MOST_AGED = 100;

  private final Turn turn;
  private final JobQueue queue;
  private final WorkerClasses workers;
  private final Reservations reservations;
  private final Optional<QueuedJob> tried;
  private Optional<SortedMap<RoleName, WorkerId>> found = Optional.empty();
  private final NavigableSet<QueuedJob> aged = new TreeSet<>(QueuedJob.ORDER);

  private Allocation(Turn turn, Optional<QueuedJob> tried) {
    this.turn = turn;
    this.tried = tried;
    this.queue = turn.state().queue();
    this.workers = turn.state().pool().classes();
    this.reservations = new Reservations(turn.state(), turn.now().ticks());
  }

  /** One pass over the queue. It costs nothing if nobody is idle, or nobody waits. */
  static void pass(Turn turn) {
    if (turn.state().pool().classes().idle() > 0 && !turn.state().queue().isEmpty()) {
      new Allocation(turn, Optional.empty()).pass();
    }
  }

  /**
   * The workers that a pass would give to a job, if it would start it. Decides nothing. Between two
   * steps nobody else in the queue could start: a pass is behind them.
   */
  static Optional<SortedMap<RoleName, WorkerId>> trial(Turn turn, QueuedJob job) {
    Allocation allocation = new Allocation(turn, Optional.of(job));
    allocation.pass();
    return allocation.found;
  }

  private void pass() {
    workers.takeGrown().forEach(queue::unparkFor);
    turn.settings().reserveAfter().ifPresent(this::findAged);
    inOrder();
    backfill();
  }

  private void findAged(Duration tooLong) {
    for (QueuedJob job : queue.byAge()) {
      Duration waited = Duration.ofNanos(turn.now().ticks() - job.submittedTicks());
      if (waited.compareTo(tooLong) <= 0 || aged.size() == MOST_AGED) {
        return;
      }
      aged.add(job);
    }
  }

  private void inOrder() {
    Optional<QueuedJob> job = next(Optional.ofNullable(queue.firsts().firstEntry()), aged.stream());
    while (job.isPresent() && workers.idle() > 0 && found.isEmpty()) {
      serve(job.get());
      job = after(job.get());
    }
  }

  /** Of those behind a job, the next that may start or reserve. */
  private Optional<QueuedJob> after(QueuedJob job) {
    Optional<Map.Entry<QueuedJob, RoleSet>> first =
        Optional.ofNullable(queue.firsts().higherEntry(job))
            .filter(it -> !reservations.touchAllIdle());
    return next(first, Stream.ofNullable(aged.higher(job)));
  }

  private static Optional<QueuedJob> next(
      Optional<Map.Entry<QueuedJob, RoleSet>> first, Stream<QueuedJob> others) {
    return Stream.concat(first.stream().map(Map.Entry::getKey), others.limit(1))
        .min(QueuedJob.ORDER);
  }

  private void serve(QueuedJob job) {
    RoleSet roleSet = queue.roleSet(job);
    if (!canEverStart(roleSet)) {
      return;
    }
    Seats seats = roleSet.seats(workers);
    boolean first = !reservations.touch(seats);
    if (first || aged.contains(job)) {
      if (!start(job, roleSet) && (first || !reservations.keepAll(seats))) {
        reservations.reserve(job, seats);
      }
    }
  }

  /** What no set of connected workers can serve is not looked at again before others come. */
  private boolean canEverStart(RoleSet roleSet) {
    boolean can = roleSet.isFeasible(workers);
    if (!can) {
      queue.park(roleSet);
    }
    return can;
  }

  /** Who cannot start keeps none of its kind that takes longer: they could not either. */
  private void backfill() {
    Optional<Map.Entry<QueuedJob, RoleSet>> next =
        Optional.ofNullable(queue.shortest().firstEntry());
    while (next.isPresent() && found.isEmpty() && mayHaveSome(next.get().getKey())) {
      if (canEverStart(next.get().getValue())) {
        start(next.get().getKey(), next.get().getValue());
      }
      next = Optional.ofNullable(queue.shortest().higherEntry(next.get().getKey()));
    }
  }

  /** If a job may have no idle worker at all, none may that takes longer. */
  private boolean mayHaveSome(QueuedJob job) {
    return workers.idle() > reservations.keptFrom(job.endFrom(turn.now().ticks()));
  }

  /** If that delays nobody who has reserved. */
  private boolean start(QueuedJob job, RoleSet roleSet) {
    Seats seats = roleSet.seats(workers);
    boolean others = tried.filter(it -> !it.equals(job)).isPresent();
    if (others || seats.size() > seats.idle()) {
      return false;
    }
    long end = job.endFrom(turn.now().ticks());
    Optional<SortedMap<RoleName, WorkerId>> gang =
        GangChoice.of(seats, reservations.allowed(seats, end), queue)
            .or(
                () ->
                    reservations
                        .rearranged(seats, end)
                        .flatMap(allowed -> GangChoice.of(seats, allowed, queue)));
    if (tried.isPresent()) {
      found = gang;
      return gang.isPresent();
    }
    gang.ifPresent(
        it -> {
          turn.decide(new Fact.GangAllocated(job.id(), it, turn.now().ticks(), turn.at()));
          new Progress(turn, turn.state().running(job.id()).orElseThrow()).start(JobPlan.ROOT);
          reservations.refresh(seats);
        });
    return gang.isPresent();
  }
}
