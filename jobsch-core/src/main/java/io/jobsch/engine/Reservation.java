package io.jobsch.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a job that waits needs of its workers so as not to be delayed by those behind it.
 *
 * @param job which job
 * @param seats its roles, and who suits them
 * @param ticks by when it can start, by the time bounds of those that run; {@link TimeBound#NONE}
 *     if there is no telling: then it may be at any moment
 * @param rank how many of its roles have a worker that is idle, or will be by then
 * @param keptByClass of each class, how many of the workers that are idle it needs; as few as
 *     possible
 * @param awaited of each class, how many of the workers that are busy it needs
 * @param inTime of each class, how many of the workers that are busy are idle again by its time
 */
record Reservation(
    QueuedJob job,
    Seats seats,
    long ticks,
    int rank,
    Map<WorkerClass, Integer> keptByClass,
    Map<WorkerClass, Integer> awaited,
    Map<WorkerClass, Integer> inTime) {

  /** That of a job all of whose workers are busy: there is nothing that it could keep. */
  static Reservation ofNothing(QueuedJob job, Seats seats) {
    Map<WorkerClass, Integer> nobody = new LinkedHashMap<>();
    return new Reservation(job, seats, TimeBound.NONE, 0, nobody, nobody, nobody);
  }

  /** How many workers that are idle it needs. */
  int kept() {
    int kept = 0;
    for (int each : keptByClass.values()) {
      kept += each;
    }
    return kept;
  }

  /** How many of the workers of a class that are idle it needs. */
  int kept(WorkerClass workers) {
    return keptByClass.getOrDefault(workers, 0);
  }

  boolean isTimeKnown() {
    return ticks != TimeBound.NONE;
  }

  /** Whether a job that is over by then does not delay it, whatever workers it had. */
  boolean isServedBy(long end) {
    return isTimeKnown() && end <= ticks;
  }
}
