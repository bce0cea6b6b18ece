package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.workers.Gang;
import java.time.Duration;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
  private static final NavigableSet<QueuedJob> NOBODY =
      Collections.unmodifiableNavigableSet(new TreeSet<>(QueuedJob.ORDER));

  private final Turn turn;
  private final JobQueue queue;
  private final WorkerClasses workers;
  private final Reservations reservations;
  private final Unchanged unchanged;
  private final Optional<QueuedJob> tried;
  private Optional<Gang> found = Optional.empty();
  private NavigableSet<QueuedJob> aged = NOBODY;

  private Allocation(Turn turn, Optional<QueuedJob> tried) {
    this.turn = turn;
    this.tried = tried;
    this.queue = turn.state().queue();
    this.workers = turn.state().pool().classes();
    this.reservations = new Reservations(turn.state(), turn.now().ticks());
    boolean byEvents = tried.isEmpty() && turn.settings().reserveAfter().isEmpty();
    this.unchanged = new Unchanged(turn.state(), turn.now().ticks(), byEvents);
  }

  /**
   * One pass over the queue. It costs nothing if nobody is idle, or nobody waits, or all is as
   * before.
   */
  static void pass(Turn turn) {
    State state = turn.state();
    if (state.pool().classes().idle() > 0
        && !state.queue().isEmpty()
        && !Unchanged.everything(state, turn.now().ticks())) {
      new Allocation(turn, Optional.empty()).pass();
    }
  }

  /**
   * The workers that a pass would give to a job, if it would start it. Decides nothing. Between two
   * steps nobody else in the queue could start: a pass is behind them.
   */
  static Optional<Gang> trial(Turn turn, QueuedJob job) {
    Allocation allocation = new Allocation(turn, Optional.of(job));
    allocation.pass();
    return allocation.found;
  }

  private void pass() {
    for (WorkerClass each : workers.takeGrown()) {
      queue.unparkFor(each);
    }
    turn.settings().reserveAfter().ifPresent(this::findAged);
    inOrder();
    backfill();
    unchanged.passed();
    if (tried.isEmpty()) {
      queue.reserved(new Reserved(turn.now().ticks(), reservations.inOrder()));
    }
  }

  private void findAged(Duration tooLong) {
    aged = queue.aged(turn.now().before(tooLong), workers);
  }

  private void inOrder() {
    QueuedJob job = former(queue.servedFirst().first(), aged.isEmpty() ? null : aged.first());
    while (job != null && workers.idle() > 0 && found.isEmpty()) {
      serve(job);
      job = behind(job);
    }
  }

  /** Of those behind a job, the next that may start or reserve. */
  private @Nullable QueuedJob behind(QueuedJob job) {
    QueuedJob first = reservations.touchAllIdle() ? null : queue.servedFirst().behind(job);
    return former(first, aged.higher(job));
  }

  private static @Nullable QueuedJob former(@Nullable QueuedJob one, @Nullable QueuedJob other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return QueuedJob.ORDER.compare(one, other) <= 0 ? one : other;
  }

  private void serve(QueuedJob job) {
    RoleSet roleSet = job.roleSet();
    unchanged.served(roleSet);
    Optional<Settled> before = unchanged.since(roleSet);
    if (before.isPresent()) {
      before.get().reservation().ifPresent(reservations::keep);
    } else if (canEverStart(roleSet)) {
      serve(job, roleSet.seats(workers));
    }
  }

  private void serve(QueuedJob job, Seats seats) {
    boolean first = !reservations.touch(seats);
    boolean isDue = first || aged.contains(job);
    if (isDue && start(job, seats)) {
      return;
    }
    Optional<Reservation> reservation = Optional.empty();
    if (isDue && (first || !reservations.keepAll(seats))) {
      reservation = Optional.of(reservations.reserve(job, seats));
    }
    unchanged.settle(job.roleSet(), seats, reservation);
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
    QueuedJob job = queue.shortest().first();
    while (job != null && found.isEmpty() && mayHaveSome(job)) {
      RoleSet roleSet = job.roleSet();
      if (unchanged.since(roleSet).isEmpty() && canEverStart(roleSet)) {
        tryOutOfTurn(job, roleSet.seats(workers));
      }
      job = queue.shortest().behind(job);
    }
  }

  private void tryOutOfTurn(QueuedJob job, Seats seats) {
    if (!start(job, seats) && !unchanged.isServed(job.roleSet())) {
      unchanged.settle(job.roleSet(), seats, Optional.empty());
    }
  }

  /** If a job may have no idle worker at all, none may that takes longer. */
  private boolean mayHaveSome(QueuedJob job) {
    return workers.idle() > reservations.keptFrom(job.endFrom(turn.now().ticks()));
  }

  /** If that delays nobody who has reserved. */
  private boolean start(QueuedJob job, Seats seats) {
    boolean others = tried.isPresent() && tried.get() != job;
    if (others || seats.size() > seats.idle()) {
      return false;
    }
    long end = job.endFrom(turn.now().ticks());
    Optional<Gang> gang = GangChoice.of(seats, reservations.allowed(seats, end), queue);
    if (gang.isEmpty()) {
      gang =
          reservations
              .rearranged(seats, end)
              .flatMap(allowed -> GangChoice.of(seats, allowed, queue));
    }
    if (tried.isPresent()) {
      found = gang;
    } else if (gang.isPresent()) {
      start(job, gang.get());
      reservations.refresh(seats);
    }
    return gang.isPresent();
  }

  private void start(QueuedJob job, Gang gang) {
    turn.decide(new Fact.GangAllocated(job.id(), gang, turn.now().ticks(), turn.at()));
    new Progress(turn, turn.state().running(job.id()).orElseThrow()).start(JobPlan.ROOT);
  }
}
