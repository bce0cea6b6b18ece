package io.jobsch.engine;

import io.jobsch.plan.JobId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that are not over, by their names: those that wait, and those that run. Among a million
 * each look costs a wait for memory, and there are two in the life of a job: when it comes and when
 * it is over. In between whoever is asked about is at hand: facts come in sequences about one job,
 * and who asks often knows who it must be.
 *
 * <p>The table holds, for each job, the hash of its name beside its place in the list. The list
 * alone holds objects, so that a garbage collector need not look through the table; and in the
 * order in which they came, as far as places are free, so that it leaves those that are served one
 * after the other near each other. Half of both is empty at least.
 */
final class KnownJobs {
  private static final int FEWEST_PLACES = 16;
  private static final long EMPTY = 0;
  private static final Comparator<RunningJob> BY_START =
      Comparator.comparingLong(RunningJob::number);

  private long[] table = new long[FEWEST_PLACES];
  private @Nullable QueuedJob[] jobs = new @Nullable QueuedJob[FEWEST_PLACES];
  private int size;
  private int lastPlace;
  private @Nullable QueuedJob atHand;

  /** Waiting or running; none if it is over, or was never there. */
  @Nullable QueuedJob get(JobId id) {
    if (atHand == null || !atHand.id().equals(id)) {
      atHand = found(id);
    }
    return atHand;
  }

  /** That one is asked about next, and is there. */
  void expect(QueuedJob job) {
    atHand = job;
  }

  /** As {@link #get}, where it is likely to be that one. */
  @Nullable QueuedJob get(JobId id, @Nullable QueuedJob likely) {
    if (likely != null && likely.id().equals(id)) {
      atHand = likely;
      return likely;
    }
    return get(id);
  }

  private @Nullable QueuedJob found(JobId id) {
    int hash = hash(id);
    for (int at = home(hash); table[at] != EMPTY; at = next(at)) {
      if (hash(table[at]) == hash) {
        QueuedJob job = Objects.requireNonNull(jobs[place(table[at])]);
        if (job.id().equals(id)) {
          return job;
        }
      }
    }
    return null;
  }

  /** Those that have their workers, in the order in which they got them; put together anew. */
  List<RunningJob> running() {
    return Stream.of(jobs)
        .filter(Objects::nonNull)
        .map(QueuedJob::run)
        .flatMap(Optional::stream)
        .sorted(BY_START)
        .toList();
  }

  /** One of a name that is not there. */
  void add(QueuedJob job) {
    if (++size > jobs.length / 2) {
      grow();
    }
    while (jobs[lastPlace] != null) {
      lastPlace = next(lastPlace);
    }
    job.place = lastPlace;
    jobs[job.place] = job;
    file(entry(hash(job.id()), job.place));
    atHand = job;
  }

  /** One that is there. */
  void remove(QueuedJob job) {
    unfile(entry(hash(job.id()), job.place));
    jobs[job.place] = null;
    size--;
    atHand = null;
  }

  private void grow() {
    jobs = Arrays.copyOf(jobs, 2 * jobs.length);
    long[] former = table;
    table = new long[jobs.length];
    for (long entry : former) {
      if (entry != EMPTY) {
        file(entry);
      }
    }
  }

  /** Names may be numbered: all of their digits count. */
  private static int hash(JobId id) {
    return id.hashCode() * 0x9E3779B9;
  }

  /** The place counts from 1 there, so that no entry is empty. */
  private static long entry(int hash, int place) {
    return (long) hash << Integer.SIZE | place + 1;
  }

  private static int hash(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  private static int place(long entry) {
    return (int) entry - 1;
  }

  /** Where an entry is looked for first; if others are there, then behind. */
  private int home(int hash) {
    return (hash ^ hash >>> 16) & table.length - 1;
  }

  private int next(int at) {
    return at + 1 & table.length - 1;
  }

  private void file(long entry) {
    int at = home(hash(entry));
    while (table[at] != EMPTY) {
      at = next(at);
    }
    table[at] = entry;
  }

  /** Those behind it move up, unless they would come before their homes. */
  private void unfile(long entry) {
    int gap = home(hash(entry));
    while (table[gap] != entry) {
      gap = next(gap);
    }
    for (int at = next(gap); table[at] != EMPTY; at = next(at)) {
      int fromHome = at - home(hash(table[at])) & table.length - 1;
      int fromGap = at - gap & table.length - 1;
      if (fromHome >= fromGap) {
        table[gap] = table[at];
        gap = at;
      }
    }
    table[gap] = EMPTY;
  }
}
