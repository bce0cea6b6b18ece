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
 * Gives the jobs that wait in a neighbourhood their workers, whole gangs or nothing. First in the
 * order of the queue: the first job that cannot start now, but could on the workers that are
 * connected, has workers {@link Reservation reserved}; so has each later one none of whose workers
 * suits one that has. Then those behind them start, who is done soonest first, on workers that
 * nobody reserved or for so short a time that nobody is delayed: EASY backfilling (D. Lifka, "The
 * ANL/IBM SP scheduling system", 1995), the shortest first. A job that no set of connected workers
 * can serve keeps nothing from anybody.
 */
final class Allocation {
  private static final NavigableSet<QueuedJob> NOBODY =
      Collections.unmodifiableNavigableSet(new TreeSet<>(QueuedJob.ORDER));

  private final Turn turn;
  private final Neighbourhood where;
  private final JobQueue queue;
  private final WorkerClasses workers;
  private final Reservations reservations;
  private final NavigableSet<QueuedJob> aged;
  private final Optional<QueuedJob> tried;
  private Optional<Gang> found = Optional.empty();
  private boolean somebodyWaits;

  private Allocation(
      Turn turn, Neighbourhood where, NavigableSet<QueuedJob> allAged, Optional<QueuedJob> tried) {
    this.turn = turn;
    this.where = where;
    this.tried = tried;
    this.queue = turn.state().queue();
    this.workers = turn.state().pool().classes();
    this.reservations = new Reservations(turn.state(), where, turn.now().ticks());
    this.aged = allAged.isEmpty() ? allAged : there(allAged);
  }

  /** Those that wait here; in a second pass some have started. */
  private NavigableSet<QueuedJob> there(NavigableSet<QueuedJob> jobs) {
    NavigableSet<QueuedJob> there = new TreeSet<>(QueuedJob.ORDER);
    for (QueuedJob each : jobs) {
      if (each.roleSet().isAt(where) && each.run().isEmpty()) {
        there.add(each);
      }
    }
    return there;
  }

  /**
   * A pass through each neighbourhood in which something has happened. It costs nothing if nobody
   * is idle, or nobody waits, or all is as before.
   */
  static void pass(Turn turn) {
    State state = turn.state();
    WorkerClasses workers = state.pool().classes();
    if (workers.idle() == 0 || state.queue().isEmpty()) {
      return;
    }
    NavigableSet<QueuedJob> aged = arranged(turn);
    for (Neighbourhood each : workers.neighbourhoods().takeStirred(turn.now().ticks())) {
      new Allocation(turn, each, aged, Optional.empty()).pass();
    }
  }

  /** Where all have their places; those that have waited too long. */
  private static NavigableSet<QueuedJob> arranged(Turn turn) {
    JobQueue queue = turn.state().queue();
    WorkerClasses workers = turn.state().pool().classes();
    workers.neighbourhoods().arrange(queue, workers);
    for (WorkerClass each : workers.takeGrown()) {
      queue.unparkFor(each);
    }
    Optional<Duration> tooLong = turn.settings().reserveAfter();
    return tooLong.isEmpty() ? NOBODY : queue.aged(turn.now().before(tooLong.get()), workers);
  }

  /**
   * The workers that a pass would give to a job, if it would start it. Decides nothing. Between two
   * steps nobody else in the queue could start: a pass is behind them.
   */
  static Optional<Gang> trial(Turn turn, QueuedJob job) {
    NavigableSet<QueuedJob> aged = arranged(turn);
    turn.state().pool().classes().neighbourhoods().partAgain();
    Optional<Neighbourhood> where = job.roleSet().home();
    if (where.isEmpty()) {
      return Optional.empty();
    }
    Allocation allocation = new Allocation(turn, where.get(), aged, Optional.of(job));
    allocation.inOrder();
    allocation.backfill();
    return allocation.found;
  }

  private void pass() {
    inOrder();
    backfill();
    long now = turn.now().ticks();
    long until = somebodyWaits ? turn.state().ending().nextAfter(now) : TimeBound.NONE;
    where.lookedAt(new Reserved(now, reservations.inOrder()), until);
    if (reservations.somethingWasLeft()) {
      new Allocation(turn, where, aged, Optional.empty()).pass(); // it may have its turn with that
    }
  }

  private void inOrder() {
    QueuedJob job = former(where.servedFirst().first(), aged.isEmpty() ? null : aged.first());
    while (job != null && where.idle() > 0 && found.isEmpty()) {
      serve(job);
      job = behind(job);
    }
  }

  /** Of those behind a job, the next that may start or reserve. */
  private @Nullable QueuedJob behind(QueuedJob job) {
    QueuedJob first = reservations.touchAllIdle() ? null : where.servedFirst().behind(job);
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
    if (canEverStart(roleSet)) {
      serve(job, roleSet.seats(workers));
    }
  }

  private void serve(QueuedJob job, Seats seats) {
    boolean first = !reservations.touch(seats);
    boolean isDue = first || aged.contains(job);
    if (isDue && start(job, seats)) {
      return;
    }
    somebodyWaits = true;
    if (first) {
      reservations.reserve(job, seats);
    } else if (isDue) {
      reservations.reserveWhatIsLeft(job, seats);
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
    QueuedJob job = where.shortest().first();
    while (job != null && found.isEmpty() && mayHaveSome(job)) {
      RoleSet roleSet = job.roleSet();
      if (canEverStart(roleSet) && !start(job, roleSet.seats(workers))) {
        somebodyWaits = true;
      }
      job = where.shortest().behind(job);
    }
  }

  /** If a job may have no idle worker at all, none may that takes longer. */
  private boolean mayHaveSome(QueuedJob job) {
    return where.idle() > reservations.keptFrom(job.endFrom(turn.now().ticks()));
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
      reservations.started(job, seats);
    }
    return gang.isPresent();
  }

  private void start(QueuedJob job, Gang gang) {
    queue.expect(job);
    turn.decide(new Fact.GangAllocated(job.id(), gang, turn.now().ticks(), turn.at()));
    new Progress(turn, turn.state().running(job.id()).orElseThrow()).start(JobPlan.ROOT);
  }
}
