package io.jobsch.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The life of a node. This table is all of it: a state that leads nowhere is final. */
public enum NodeState {
  /** Its turn has not come. */
  PENDING,
  /** The decision to start it stands; a command may be on its way to its worker still. */
  RUNNING,
  /** It did what it was to do. */
  SUCCEEDED,
  /** It did not, or could not be started, or could not be killed. */
  FAILED,
  /** It took longer than it may, and its processes are gone. */
  TIMED_OUT,
  /** It was stopped on the way or before, and its processes are gone. */
  CANCELLED,
  /** It was never started, since something before it did not succeed. */
  SKIPPED,
  /** Its worker is gone, and what became of it is not known. */
  LOST;

  private static final Map<NodeState, Set<NodeState>> NEXT =
      new EnumMap<>(
          Map.of(
              PENDING, only(RUNNING, CANCELLED, SKIPPED),
              RUNNING, only(SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, LOST)));

  /** The same as bits: the step is taken for each job and node, time and again. */
  private static final int[] FOLLOWED_BY = new int[values().length];

  static {
    NEXT.forEach(
        (from, all) -> all.forEach(to -> FOLLOWED_BY[from.ordinal()] |= 1 << to.ordinal()));
  }

  private static Set<NodeState> only(NodeState first, NodeState... others) {
    return Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  /** The states that may follow this one. */
  public Set<NodeState> next() {
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
  public NodeState to(NodeState next) {
    if ((FOLLOWED_BY[ordinal()] & 1 << next.ordinal()) == 0) {
      throw new IllegalStateException("a node cannot go from " + this + " to " + next);
    }
    return next;
  }

  /** As documents write it: {@code timed_out}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
