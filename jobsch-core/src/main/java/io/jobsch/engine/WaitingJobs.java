package io.jobsch.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, in the order of their submission. They are linked themselves: a list that
 * makes links would take as much space again.
 */
final class WaitingJobs implements Iterable<QueuedJob> {
  private @Nullable QueuedJob oldest;
  private @Nullable QueuedJob youngest;

  boolean isEmpty() {
    return oldest == null;
  }

  /** Which has waited longest. */
  @Nullable QueuedJob oldest() {
    return oldest;
  }

  /** One that is not there. */
  void add(QueuedJob job) {
    haveWaitedSince(job.submittedTicks());
    job.older = youngest;
    if (youngest == null) {
      oldest = job;
    } else {
      youngest.younger = job;
    }
    youngest = job;
  }

  /** Who came before has waited as long, also if the clock was set back between two processes. */
  private void haveWaitedSince(long ticks) {
    for (QueuedJob job = youngest; job != null && job.submittedTicks() > ticks; job = job.older) {
      job.waitsSince(ticks);
    }
  }

  /** One that is there. */
  void remove(QueuedJob job) {
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
