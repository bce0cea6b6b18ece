package io.jobsch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the jobs that wait in front in a neighbourhood keep from those behind them. Made anew in
 * each pass through it, from what runs then.
 */
final class Reservations {
  private final State state;
  private final Neighbourhood where;
  private final long now;
  private final Map<WorkerClass, List<Reservation>> byClass = new LinkedHashMap<>();
  private final List<Reservation> inOrder = new ArrayList<>();
  private final SortedMap<QueuedJob, Seats> withNothing = new TreeMap<>(QueuedJob.ORDER);
  private int touchedIdle;
  private boolean somethingWasLeft;
  private Optional<Kept> kept = Optional.empty();

  /** How many idle workers are kept from a job that is over by then; most have no bound. */
  private record Kept(long end, int workers) {}

  Reservations(State state, Neighbourhood where, long now) {
    this.state = state;
    this.where = where;
    this.now = now;
  }

  /** One for each job that has reserved, in the order in which they are served. */
  List<Reservation> inOrder() {
    return inOrder;
  }

  /** Whether a worker that suits one of these roles suits one of a job's that has reserved. */
  boolean touch(Seats seats) {
    for (int i = 0; i < seats.classes().size() && !inOrder.isEmpty(); i++) {
      if (byClass.containsKey(seats.classes().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Of each class, how many idle workers a job may have that is over by then. */
  int[] allowed(Seats seats, long end) {
    int[] allowed = seats.idleByClass();
    for (int i = 0; i < allowed.length && !inOrder.isEmpty(); i++) {
      WorkerClass its = seats.classes().get(i);
      for (Reservation each : byClass.getOrDefault(its, List.of())) {
        if (!each.isServedBy(end)) {
          allowed[i] -= each.kept(its);
        }
      }
      allowed[i] = Math.max(0, allowed[i]);
    }
    return allowed;
  }

  /** Whether every worker that is idle suits a role of some job that has reserved. */
  boolean touchAllIdle() {
    return touchedIdle == where.idle();
  }

  /** How many idle workers are kept from a job that is over by then. */
  int keptFrom(long end) {
    if (kept.isEmpty() || kept.get().end() != end) {
      int workers = 0;
      for (Reservation each : inOrder) {
        workers += each.isServedBy(end) ? 0 : each.kept();
      }
      kept = Optional.of(new Kept(end, workers));
    }
    return kept.get().workers();
  }

  /** For a job that cannot start now. */
  void reserve(QueuedJob job, Seats seats) {
    Reservation reservation = made(job, seats);
    inOrder.add(reservation);
    kept = Optional.empty();
    for (WorkerClass each : seats.classes()) {
      List<Reservation> its = byClass.get(each);
      if (its == null) {
        its = new ArrayList<>(1);
        byClass.put(each, its);
        touchedIdle += each.idleCount();
      }
      its.add(reservation);
    }
  }

  /**
   * For a job behind others that has waited too long. If they keep all that is idle, it has nothing
   * until somebody starts who leaves something to it.
   */
  void reserveWhatIsLeft(QueuedJob job, Seats seats) {
    if (Arrays.stream(unkept(seats)).sum() == 0) {
      withNothing.put(job, seats);
    } else {
      reserve(job, seats);
    }
  }

  /** A job has started. All are made anew if some share workers with it: these are busy now. */
  void started(QueuedJob started, Seats seats) {
    withNothing.remove(started);
    if (touch(seats)) {
      SortedMap<QueuedJob, Runnable> again = new TreeMap<>(QueuedJob.ORDER);
      inOrder.forEach(each -> again.put(each.job(), () -> reserve(each.job(), each.seats())));
      withNothing.forEach((job, its) -> again.put(job, () -> reserveWhatIsLeft(job, its)));
      again.remove(started);
      int without = withNothing.size();
      inOrder.clear();
      withNothing.clear();
      kept = Optional.empty();
      byClass.clear();
      touchedIdle = 0;
      again.values().forEach(Runnable::run);
      somethingWasLeft = somethingWasLeft || withNothing.size() < without;
    }
  }

  /** Whether one that had nothing has reserved something that is idle since another has started. */
  boolean somethingWasLeft() {
    return somethingWasLeft;
  }

  private List<Reservation> touching(Seats seats) {
    return inOrder.stream().filter(each -> each.seats().share(seats)).toList();
  }

  private Reservation made(QueuedJob job, Seats seats) {
    List<Reservation> earlier = byClass.isEmpty() ? List.of() : touching(seats);
    if (earlier.isEmpty() && seats.idle() == 0) {
      return Reservation.ofNothing(job, seats);
    }
    Outlook outlook = new Outlook(state, now, earlier);
    return Reserving.of(job, seats, unkept(seats), outlook, state.queue());
  }

  /** Of each class, how many workers are idle and kept by nobody. */
  private int[] unkept(Seats seats) {
    return allowed(seats, TimeBound.NONE);
  }

  /**
   * As {@link #allowed}, where those that have reserved keep other workers that serve them as well;
   * empty if there is no way to. One matching is sought for the job, on workers that are idle, and
   * for each of those that it might delay, on workers that are idle or will be in time.
   */
  Optional<int[]> rearranged(Seats seats, long end) {
    if (inOrder.isEmpty()) {
      return Optional.empty();
    }
    List<Reservation> others =
        touching(seats).stream().filter(each -> !each.isServedBy(end)).toList();
    boolean haveAChoice = others.stream().anyMatch(each -> each.seats().classes().size() > 1);
    boolean disjoint = byClass.values().stream().allMatch(all -> all.size() == 1);
    if (!haveAChoice || !disjoint || !seats.canBePlayedBy(seats.idleByClass())) {
      return Optional.empty();
    }
    return new Rearrangement(seats, others).allowed();
  }
}
