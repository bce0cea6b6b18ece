package io.jobsch.engine;

import io.jobsch.workers.Matching;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the jobs that wait in front keep from those behind them. Made anew in each pass, from what
 * runs then.
 */
final class Reservations {
  private final State state;
  private final long now;
  private final Map<WorkerClass, List<Reservation>> byClass = new IdentityHashMap<>();
  private final List<Reservation> inOrder = new ArrayList<>();

  Reservations(State state, long now) {
    this.state = state;
    this.now = now;
  }

  /** Whether a worker that suits one of these roles suits one of a job's that has reserved. */
  boolean touch(Seats seats) {
    return !inOrder.isEmpty() && seats.classes().stream().anyMatch(byClass::containsKey);
  }

  /** Of each class, how many idle workers a job may have that is over by then. */
  int[] allowed(Seats seats, long end) {
    int[] allowed = idle(seats);
    for (int i = 0; i < allowed.length; i++) {
      WorkerClass its = seats.classes().get(i);
      for (Reservation each : byClass.getOrDefault(its, List.of())) {
        if (!each.isServedBy(end)) {
          allowed[i] -= each.kept().getOrDefault(its, 0);
        }
      }
      allowed[i] = Math.max(0, allowed[i]);
    }
    return allowed;
  }

  /** For a job that cannot start now. */
  void reserve(QueuedJob job, Seats seats) {
    Reservation reservation = made(job, seats);
    inOrder.add(reservation);
    for (WorkerClass each : seats.classes()) {
      byClass.computeIfAbsent(each, key -> new ArrayList<>()).add(reservation);
    }
  }

  /** Those that share workers with these roles are made anew: some workers are busy now. */
  void refresh(Seats seats) {
    if (touch(seats)) {
      List<Reservation> former = List.copyOf(inOrder);
      inOrder.clear();
      byClass.clear();
      former.forEach(each -> reserve(each.job(), each.seats()));
    }
  }

  private static int[] idle(Seats seats) {
    return seats.classes().stream().mapToInt(each -> each.idle().size()).toArray();
  }

  private List<Reservation> touching(Seats seats) {
    return inOrder.stream()
        .filter(each -> each.seats().classes().stream().anyMatch(seats.classes()::contains))
        .toList();
  }

  private Reservation made(QueuedJob job, Seats seats) {
    List<Reservation> earlier = byClass.isEmpty() ? List.of() : touching(seats);
    int[] idle = idle(seats);
    for (int i = 0; i < idle.length; i++) {
      for (Reservation each : earlier) {
        idle[i] -= each.kept().getOrDefault(seats.classes().get(i), 0);
      }
      idle[i] = Math.max(0, idle[i]);
    }
    Outlook outlook = new Outlook(state, now, earlier);
    long ticks = earliest(seats, idle, outlook);
    Matching matching = seats.matching();
    Map<WorkerClass, Integer> awaited = new IdentityHashMap<>();
    Map<WorkerClass, Integer> inTime = new IdentityHashMap<>();
    Map<WorkerClass, Integer> kept = new IdentityHashMap<>();
    Map<WorkerClass, Integer> places = places(seats);
    if (ticks != TimeBound.NONE) {
      for (Release each : outlook.upTo(ticks)) {
        Integer place = places.get(each.workers());
        if (place != null) {
          inTime.merge(each.workers(), each.count(), Integer::sum);
          awaited.merge(each.workers(), matching.offer(place, each.count()), Integer::sum);
        }
      }
    }
    for (int place : fewestRolesFirst(seats)) {
      kept.put(seats.classes().get(place), matching.offer(place, idle[place]));
    }
    return new Reservation(
        job, seats, ticks, seats.size() - matching.missing(), kept, awaited, inTime);
  }

  /** The first time at which all roles have a worker, by the time bounds of what runs. */
  private static long earliest(Seats seats, int[] idle, Outlook outlook) {
    Matching matching = seats.matching();
    Map<WorkerClass, Integer> places = places(seats);
    for (int i = 0; i < idle.length; i++) {
      matching.offer(i, idle[i]);
    }
    return outlook.first(
        release -> {
          Integer place = places.get(release.workers());
          if (place != null) {
            matching.offer(place, release.count());
          }
          return matching.isComplete();
        });
  }

  private static Map<WorkerClass, Integer> places(Seats seats) {
    Map<WorkerClass, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < seats.classes().size(); i++) {
      places.put(seats.classes().get(i), i);
    }
    return places;
  }

  /** So that the generalists are left to others; among equals as they stand. */
  private List<Integer> fewestRolesFirst(Seats seats) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < seats.classes().size(); i++) {
      if (!seats.classes().get(i).idle().isEmpty()) {
        order.add(i);
      }
    }
    if (order.size() > 1) {
      JobQueue queue = state.queue();
      order.sort(
          Comparator.<Integer>comparingLong(
                  i -> seats.classes().get(i).generality(queue.demanded(), queue.demandVersion()))
              .thenComparing(
                  i -> seats.classes().get(i).idle().iterator().next(), WorkerClass.RESTED));
    }
    return order;
  }

  /**
   * As {@link #allowed}, where those that have reserved keep other workers that serve them as well;
   * empty if there is no way to. One matching is sought for the job, on workers that are idle, and
   * for each of those that it might delay, on workers that are idle or will be in time.
   */
  Optional<int[]> rearranged(Seats seats, long end) {
    List<Reservation> others =
        touching(seats).stream().filter(each -> !each.isServedBy(end)).toList();
    boolean haveAChoice = others.stream().anyMatch(each -> each.seats().classes().size() > 1);
    boolean disjoint = byClass.values().stream().allMatch(all -> all.size() == 1);
    if (!haveAChoice || !disjoint || !seats.canBePlayedBy(idle(seats))) {
      return Optional.empty();
    }
    return new Rearrangement(seats, others).allowed();
  }
}
