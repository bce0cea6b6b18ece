package io.jobsch.engine;

import io.jobsch.plan.JobId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, by their names and in the order of their submission. A map that links its own
 * entries would take as much space as a job, and cost a look at memory that has long been out of
 * sight: the jobs are linked themselves, and found in a table by the hashes of their names, which
 * stand beside them.
 */
final class WaitingJobs implements Iterable<QueuedJob> {
  private static final int FEWEST_PLACES = 16;

  private int[] hashes = new int[FEWEST_PLACES];
  private @Nullable QueuedJob[] jobs = new @Nullable QueuedJob[FEWEST_PLACES];
  private @Nullable QueuedJob oldest;
  private @Nullable QueuedJob youngest;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  @Nullable QueuedJob get(JobId id) {
    int hash = hash(id);
    for (int at = home(hash); hashes[at] != 0; at = next(at)) {
      QueuedJob job = jobs[at];
      if (hashes[at] == hash && job != null && job.id().equals(id)) {
        return job;
      }
    }
    return null;
  }

  /** Never 0, which marks an empty place. Names may be numbered: all of their digits count. */
  private static int hash(JobId id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return hash == 0 ? 1 : hash;
  }

  /** Where a job is looked for first; if others are there, then at the places behind. */
  private int home(int hash) {
    return (hash ^ hash >>> 16) & jobs.length - 1;
  }

  private int next(int place) {
    return place + 1 & jobs.length - 1;
  }

  /** Which has waited longest. */
  @Nullable QueuedJob oldest() {
    return oldest;
  }

  /** One of a name that is not there. */
  void add(QueuedJob job) {
    if (++size > jobs.length / 2) {
      grow();
    }
    file(hash(job.id()), job);
    job.older = youngest;
    if (youngest == null) {
      oldest = job;
    } else {
      youngest.younger = job;
    }
    youngest = job;
  }

  private void file(int hash, QueuedJob job) {
    int at = home(hash);
    while (hashes[at] != 0) {
      at = next(at);
    }
    hashes[at] = hash;
    jobs[at] = job;
  }

  private void grow() {
    int[] formerHashes = hashes;
    @Nullable QueuedJob[] former = jobs;
    hashes = new int[2 * former.length];
    jobs = new @Nullable QueuedJob[hashes.length];
    for (int i = 0; i < former.length; i++) {
      QueuedJob job = former[i];
      if (job != null) {
        file(formerHashes[i], job);
      }
    }
  }

  /** One that is there. */
  void remove(QueuedJob job) {
    size--;
    unfile(job);
    QueuedJob older = job.older;
    QueuedJob younger = job.younger;
    if (older == null) {
      oldest = younger;
    } else {
      older.younger = younger;
    }
    if (younger == null) {
      youngest = older;
    } else {
      younger.older = older;
    }
    job.older = null;
    job.younger = null;
  }

  /** Those behind it move up, unless they would come before their homes. */
  private void unfile(QueuedJob job) {
    int gap = home(hash(job.id()));
    while (jobs[gap] != job) {
      gap = next(gap);
    }
    for (int at = next(gap); hashes[at] != 0; at = next(at)) {
      int fromHome = at - home(hashes[at]) & jobs.length - 1;
      int fromGap = at - gap & jobs.length - 1;
      if (fromHome >= fromGap) {
        hashes[gap] = hashes[at];
        jobs[gap] = jobs[at];
        gap = at;
      }
    }
    hashes[gap] = 0;
    jobs[gap] = null;
  }

  /** Those that have waited longest before the others. */
  @Override
  public Iterator<QueuedJob> iterator() {
    return new ByAge(oldest);
  }

  private static final class ByAge implements Iterator<QueuedJob> {
    private @Nullable QueuedJob next;

    ByAge(@Nullable QueuedJob first) {
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public QueuedJob next() {
      QueuedJob job = next;
      if (job == null) {
        throw new NoSuchElementException("nobody is younger");
      }
      next = job.younger;
      return job;
    }
  }
}
