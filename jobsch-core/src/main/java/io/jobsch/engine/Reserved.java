package io.jobsch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the last pass through a neighbourhood has left reserved. It is for people who ask why a job
 * waits: each pass makes its reservations anew.
 *
 * @param ticks when that was
 * @param inOrder one for each job that has workers reserved, in the order in which they are served
 */
record Reserved(long ticks, List<Reservation> inOrder) {
  /** That there has been no pass. */
  static final Reserved NOTHING = new Reserved(0, List.of());

  Reserved {
    inOrder = List.copyOf(inOrder);
  }

  /** Both together, where two have become one. */
  Reserved and(Reserved other) {
    List<Reservation> all = new ArrayList<>(inOrder);
    all.addAll(other.inOrder);
    all.sort(Comparator.comparing(Reservation::job, QueuedJob.ORDER));
    return new Reserved(Math.max(ticks, other.ticks), all);
  }
}
