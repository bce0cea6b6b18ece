package io.jobsch.engine;

import java.util.List;

/**
 * What the last pass has left reserved. It is for people who ask why a job waits: each pass makes
 * its reservations anew.
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
}
