package io.jobsch.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The life of a job. This table is all of it: a state that leads nowhere is final. */
public enum JobState {
  /** It waits for its workers. */
  QUEUED,
  /** It has all its workers. */
  RUNNING,
  /** It is being stopped because somebody asked for it. */
  CANCELLING,
  /** Every part of it did what it was to do. */
  SUCCEEDED,
  /** Some part of it did not. */
  FAILED,
  /** It was stopped because somebody asked for it, and its processes are gone. */
  CANCELLED;

  private static final Map<JobState, Set<JobState>> NEXT =
      new EnumMap<>(
          Map.of(
              QUEUED, only(RUNNING, CANCELLED),
              RUNNING, only(CANCELLING, SUCCEEDED, FAILED),
              CANCELLING, only(CANCELLED, FAILED)));

  /** The same as bits: the step is taken for each job and node, time and again. */
  private static final int[] FOLLOWED_BY = new int[values().length];

  static {
    NEXT.forEach(
        (from, all) -> all.forEach(to -> FOLLOWED_BY[from.ordinal()] |= 1 << to.ordinal()));
  }

  private static Set<JobState> only(JobState first, JobState... others) {
    return Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  /** The states that may follow this one. */
  public Set<JobState> next() {
    return NEXT.getOrDefault(this, Set.of());
  }

  /** Whether it is over. */
  public boolean isTerminal() {
    return !NEXT.containsKey(this);
  }

  /**
   * Takes the step.
   *
   * @throws IllegalStateException if the table does not have it
   */
  public JobState to(JobState next) {
    if ((FOLLOWED_BY[ordinal()] & 1 << next.ordinal()) == 0) {
      throw new IllegalStateException("a job cannot go from " + this + " to " + next);
    }
    return next;
  }

  /** As documents write it: {@code queued}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
