package io.jobsch.engine;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that have waited longest of those that the connected workers could serve. It remembers
 * how far it has looked, so that no pass looks again at those that nobody suits, however many there
 * are.
 */
final class Aged {
  /** So many are given a turn of their own: each costs a reservation. */
  static final int MOST = 100;

  private final NavigableSet<QueuedJob> found = new TreeSet<>(QueuedJob.ORDER);
  private @Nullable QueuedJob lookedAt;
  private long population = -1;

  /**
   * Those that were submitted before some time, in the order in which they are served.
   *
   * @param oldest which has waited longest of all
   */
  NavigableSet<QueuedJob> before(long ticks, @Nullable QueuedJob oldest, WorkerClasses workers) {
    if (population != workers.population()) {
      population = workers.population();
      lookedAt = null;
      found.forEach(Aged::stir);
      found.clear();
    }
    QueuedJob next = lookedAt == null ? oldest : lookedAt.younger;
    while (next != null && next.submittedTicks() < ticks && found.size() < MOST) {
      if (next.roleSet().isFeasible(workers)) {
        found.add(next);
        stir(next);
      }
      lookedAt = next;
      next = next.younger;
    }
    return found;
  }

  /** Who gets a turn of its own, or has it no more, is news where it waits. */
  private static void stir(QueuedJob job) {
    job.roleSet().home().ifPresent(Neighbourhood::changed);
  }

  /** One is about to be taken out of the queue. */
  void leaves(QueuedJob job) {
    if (found.remove(job)) {
      stir(job);
    }
    if (lookedAt == job) {
      lookedAt = job.older;
    }
  }
}
