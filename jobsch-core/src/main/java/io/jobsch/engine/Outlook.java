package io.jobsch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Busy workers of a class are idle again.
   *
   * @param ticks by when
   */
  record Release(long ticks, WorkerClass workers, int count) {}

  /**
   * The releases in the order of their times, up to the time of the first that suffices; empty if
   * all of them do not, or if there is no telling when an earlier reservation is taken up.
   *
   * @param suffices whether those that it has been shown suffice; it is shown each once
   */
  Optional<List<Release>> until(Predicate<Release> suffices) {
    if (!earlier.stream().allMatch(Reservation::isTimeKnown)) {
      return Optional.empty();
    }
    List<Release> all = new ArrayList<>();
    long last = TimeBound.NONE;
    Releases releases = new Releases();
    while (releases.hasNext()) {
      Release release = releases.next();
      if (release.ticks() > last) {
        break;
      }
      all.add(release);
      if (last == TimeBound.NONE && suffices.test(release)) {
        last = release.ticks();
      }
    }
    return last == TimeBound.NONE ? Optional.empty() : Optional.of(all);
  }

  /** Of what runs, job by job, and of what has reserved. */
  private final class Releases {
    private final Iterator<EndingJobs.Ending> running = state.ending().all().iterator();
    private final PriorityQueue<Release> known =
        new PriorityQueue<>(Comparator.comparingLong(Release::ticks));
    private final Map<WorkerClass, Integer> spokenFor = new LinkedHashMap<>();
    private long readUpTo = Long.MIN_VALUE;
    private Optional<Release> next = Optional.empty();

    Releases() {
      for (Reservation each : earlier) {
        each.awaited().forEach((its, count) -> spokenFor.merge(its, count, Integer::sum));
        if (each.job().isBounded()) {
          long end = each.job().endFrom(each.ticks());
          for (WorkerClass its : each.seats().classes()) {
            add(end, its, each.kept(its) + each.awaited().getOrDefault(its, 0));
          }
        }
      }
    }

    private void add(long ticks, WorkerClass workers, int count) {
      if (count > 0) {
        known.add(new Release(ticks, workers, count));
      }
    }

    boolean hasNext() {
      while (next.isEmpty() && readAhead()) {
        Release release = known.remove();
        int free = free(release.workers(), release.count());
        if (free > 0) {
          next = Optional.of(new Release(release.ticks(), release.workers(), free));
        }
      }
      return next.isPresent();
    }

    /** Up to where no job that has not been read can be over before the first that is known. */
    private boolean readAhead() {
      while (running.hasNext() && (known.isEmpty() || known.peek().ticks() > readUpTo)) {
        EndingJobs.Ending job = running.next();
        readUpTo = Math.max(now, job.ticks());
        job.workers(state.pool()).forEach((its, count) -> add(readUpTo, its, count));
      }
      return !known.isEmpty();
    }

    private int free(WorkerClass workers, int count) {
      int others = Math.min(count, spokenFor.getOrDefault(workers, 0));
      if (others > 0) {
        spokenFor.merge(workers, -others, Integer::sum);
      }
      return count - others;
    }

    Release next() {
      Release release = next.orElseThrow();
      next = Optional.empty();
      return release;
    }
  }
}
