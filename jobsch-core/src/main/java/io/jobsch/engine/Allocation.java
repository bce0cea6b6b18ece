package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

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
  private final Turn turn;
  private final JobQueue queue;
  private final WorkerClasses workers;
  private final Reservations reservations;
  private final Optional<QueuedJob> tried;
  private Optional<SortedMap<RoleName, WorkerId>> found = Optional.empty();
  private final Set<RoleSet> behind = new LinkedHashSet<>();
  private final NavigableSet<QueuedJob> behindAged = new TreeSet<>(QueuedJob.ORDER);

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
    queue.unpark(workers.population());
    Optional<QueuedJob> job =
        Optional.ofNullable(queue.heads().firstEntry()).map(Map.Entry::getKey);
    while (job.isPresent() && workers.idle() > 0 && found.isEmpty()) {
      serve(job.get());
      job = after(job.get());
    }
    backfill();
  }

  /** The next that stands in front of its line, or behind one that has waited too long. */
  private Optional<QueuedJob> after(QueuedJob job) {
    Optional<QueuedJob> head = Optional.ofNullable(queue.heads().higherKey(job));
    Optional<QueuedJob> other = Optional.ofNullable(behindAged.higher(job));
    return other
        .filter(it -> head.isEmpty() || QueuedJob.ORDER.compare(it, head.get()) < 0)
        .or(() -> head);
  }

  private void serve(QueuedJob job) {
    RoleSet roleSet = queue.roleSet(job);
    if (!roleSet.isFeasible(workers)) {
      queue.park(roleSet, workers.population());
      return;
    }
    Seats seats = roleSet.seats(workers);
    boolean first = !reservations.touch(seats);
    if (first || hasWaitedTooLong(job)) {
      if (start(job, roleSet)) {
        return;
      }
      if (first || !reservations.keepAll(seats)) {
        reservations.reserve(job, seats);
        roleSet
            .line(job.priority())
            .after(job)
            .filter(this::hasWaitedTooLong)
            .ifPresent(behindAged::add);
      }
    }
    behind.add(roleSet);
  }

  private boolean hasWaitedTooLong(QueuedJob job) {
    long waited = turn.now().ticks() - job.submittedTicks();
    return turn.settings().reserveAfter().filter(it -> waited > it.toNanos()).isPresent();
  }

  /** Who cannot start keeps none of its kind that takes longer: they could not either. */
  private void backfill() {
    PriorityQueue<Shortest> shortest =
        new PriorityQueue<>(Comparator.comparing(Shortest::job, QueuedJob.SHORTEST_FIRST));
    behind.forEach(roleSet -> Shortest.of(roleSet).ifPresent(shortest::add));
    while (!shortest.isEmpty() && workers.idle() > 0 && found.isEmpty()) {
      Shortest next = shortest.remove();
      if (start(next.job(), next.roleSet())) {
        Shortest.of(next.roleSet()).ifPresent(shortest::add);
      }
    }
  }

  /** Of the jobs that want the same roles, the one that is done soonest. */
  private record Shortest(QueuedJob job, RoleSet roleSet) {
    static Optional<Shortest> of(RoleSet roleSet) {
      return roleSet.shortest().map(job -> new Shortest(job, roleSet));
    }
  }

  /** If that delays nobody who has reserved. */
  private boolean start(QueuedJob job, RoleSet roleSet) {
    Seats seats = roleSet.seats(workers);
    boolean others = tried.filter(it -> !it.equals(job)).isPresent();
    if (others || seats.size() > workers.idle()) {
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
