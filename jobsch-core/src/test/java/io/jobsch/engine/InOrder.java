package io.jobsch.engine;

import java.util.SortedSet;
import java.util.TreeSet;

/** The jobs that wait, those that are served first before the others. */
final class InOrder {
  private InOrder() {}

  /** Put together anew at each call, from all that there are. */
  static SortedSet<QueuedJob> of(JobQueue queue) {
    SortedSet<QueuedJob> all = new TreeSet<>(QueuedJob.ORDER);
    queue.byAge().forEach(all::add);
    return all;
  }
}
