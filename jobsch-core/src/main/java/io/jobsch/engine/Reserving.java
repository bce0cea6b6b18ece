package io.jobsch.engine;

import io.jobsch.workers.Matching;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds by when a job that waits can start, and which workers it needs for that. */
final class Reserving {
  private final JobQueue queue;
  private final QueuedJob job;
  private final Seats seats;
  private final int[] idle;

  private Reserving(JobQueue queue, QueuedJob job, Seats seats, int[] idle) {
    this.queue = queue;
    this.job = job;
    this.seats = seats;
    this.idle = idle;
  }

  /**
   * What a job needs.
   *
   * @param idle of each class, how many idle workers it may count on
   * @param outlook when others may be counted on
   */
  static Reservation of(QueuedJob job, Seats seats, int[] idle, Outlook outlook, JobQueue queue) {
    Reserving reserving = new Reserving(queue, job, seats, idle);
    return reserving.needing(reserving.untilItCanStart(outlook));
  }

  /** The releases up to the first time at which all roles have a worker. */
  private Optional<List<Outlook.Release>> untilItCanStart(Outlook outlook) {
    Matching matching = seats.matching();
    for (int i = 0; i < idle.length; i++) {
      matching.offer(i, idle[i]);
    }
    return outlook.until(
        release -> {
          offer(matching, release);
          return matching.isComplete();
        });
  }

  private int offer(Matching matching, Outlook.Release release) {
    OptionalInt place = seats.place(release.workers());
    return place.isEmpty() ? 0 : matching.offer(place.getAsInt(), release.count());
  }

  /** It counts on those that will be idle rather than on those that are: others may use these. */
  private Reservation needing(Optional<List<Outlook.Release>> releases) {
    Matching matching = seats.matching();
    Map<WorkerClass, Integer> awaited = new LinkedHashMap<>();
    Map<WorkerClass, Integer> inTime = new LinkedHashMap<>();
    Map<WorkerClass, Integer> kept = new LinkedHashMap<>();
    long ticks = TimeBound.NONE;
    for (Outlook.Release each : releases.orElse(List.of())) {
      ticks = each.ticks();
      if (seats.place(each.workers()).isPresent()) {
        inTime.merge(each.workers(), each.count(), Integer::sum);
        awaited.merge(each.workers(), offer(matching, each), Integer::sum);
      }
    }
    for (int place : fewestRolesFirst()) {
      kept.put(seats.classes().get(place), matching.offer(place, idle[place]));
    }
    return new Reservation(
        job, seats, ticks, seats.size() - matching.missing(), kept, awaited, inTime);
  }

  /** So that the generalists are left to others; among equals who has rested longest. */
  private List<Integer> fewestRolesFirst() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < idle.length; i++) {
      if (idle[i] > 0) {
        order.add(i);
      }
    }
    if (order.size() > 1) {
      order.sort(
          Comparator.<Integer>comparingLong(
                  i -> seats.classes().get(i).generality(queue.demanded(), queue.demandVersion()))
              .thenComparing(
                  i -> seats.classes().get(i).idle().iterator().next(), WorkerClass.RESTED));
    }
    return order;
  }
}
