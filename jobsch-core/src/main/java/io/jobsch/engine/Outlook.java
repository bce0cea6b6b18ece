package io.jobsch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * When busy workers are idle again, as far as time bounds tell. What earlier reservations await is
 * left out, and comes again when the jobs that reserved are over.
 */
final class Outlook {
  private final State state;
  private final long now;
  private final List<Reservation> earlier;

  Outlook(State state, long now, List<Reservation> earlier) {
    this.state = state;
    this.now = now;
    this.earlier = earlier;
  }

  /**
   * Shows the releases in the order of their times until one suffices.
   *
   * @return the time of that one; {@link TimeBound#NONE} if all of them do not suffice, or if there
   *     is no telling when an earlier reservation is taken up
   */
  long first(Predicate<Release> suffices) {
    if (earlier.stream().allMatch(Reservation::isTimeKnown)) {
      Releases releases = new Releases();
      while (releases.hasNext()) {
        Release release = releases.next();
        if (suffices.test(release)) {
          return release.ticks();
        }
      }
    }
    return TimeBound.NONE;
  }

  /** All up to a time, in the order of their times. */
  List<Release> upTo(long ticks) {
    List<Release> all = new ArrayList<>();
    Releases releases = new Releases();
    while (releases.hasNext()) {
      Release release = releases.next();
      if (release.ticks() > ticks) {
        break;
      }
      all.add(release);
    }
    return all;
  }

  /** Of what runs, job by job, and of what has reserved. */
  private final class Releases {
    private final java.util.Iterator<RunningJob> running = state.ending().iterator();
    private final PriorityQueue<Release> known =
        new PriorityQueue<>(Comparator.comparingLong(Release::ticks));
    private final Map<WorkerClass, Integer> spokenFor = new IdentityHashMap<>();
    private long readUpTo = Long.MIN_VALUE;

    Releases() {
      for (Reservation each : earlier) {
        each.awaited().forEach((its, count) -> spokenFor.merge(its, count, Integer::sum));
        if (each.job().isBounded()) {
          long end = each.job().endFrom(each.ticks());
          for (WorkerClass its : each.seats().classes()) {
            int count = each.awaited().getOrDefault(its, 0) + each.kept().getOrDefault(its, 0);
            if (count > 0) {
              known.add(new Release(end, its, count));
            }
          }
        }
      }
    }

    boolean hasNext() {
      while (running.hasNext() && (known.isEmpty() || known.peek().ticks() > readUpTo)) {
        RunningJob job = running.next();
        readUpTo = Math.max(now, job.endTicks());
        Release.of(job, state.pool(), now).stream().filter(this::isFree).forEach(known::add);
      }
      return !known.isEmpty();
    }

    private boolean isFree(Release release) {
      int others = spokenFor.getOrDefault(release.workers(), 0);
      if (others > 0) {
        spokenFor.put(release.workers(), others - 1);
      }
      return others == 0;
    }

    Release next() {
      return known.remove();
    }
  }
}
