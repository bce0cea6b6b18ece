package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The connected workers of whom the same is known about the roles that they suit; none that is
 * quarantined or drains. For a gang they are as good as each other, but for how long each has
 * rested.
 */
final class WorkerClass {
  /** Who has rested longest, then by name. */
  static final Comparator<WorkerRun> RESTED =
      (one, other) -> {
        if (one == other) {
          return 0; // a set of one compares it with itself, and names are far away
        }
        int byUse = Long.compare(one.lastUsed(), other.lastUsed());
        return byUse != 0 ? byUse : one.id().compareTo(other.id());
      };

  private final KnownSuitability suitability;
  private final NavigableSet<WorkerRun> idle = new TreeSet<>(RESTED);
  private Neighbourhood neighbourhood;
  private final int breadth;
  private int size;
  private long generality;
  private long generalityAsOf = -1;

  WorkerClass(KnownSuitability suitability, Neighbourhood neighbourhood) {
    this.suitability = suitability;
    this.neighbourhood = neighbourhood;
    this.breadth = suitability.breadth();
  }

  KnownSuitability suitability() {
    return suitability;
  }

  Neighbourhood neighbourhood() {
    neighbourhood = neighbourhood.whole();
    return neighbourhood;
  }

  void moveTo(Neighbourhood another) {
    neighbourhood = another;
  }

  boolean suits(RoleName role) {
    return suitability.suits(role);
  }

  /** How many workers there are, idle or not. */
  int size() {
    return size;
  }

  /** How many could be given work now. */
  int idleCount() {
    return idle.size();
  }

  /** Those that could be given work now, who has rested longest first. */
  Collection<WorkerRun> idle() {
    return Collections.unmodifiableCollection(idle);
  }

  void enrolled() {
    neighbourhood.changed();
    size++;
  }

  /** One is gone that was not idle any more. */
  void withdrawn() {
    neighbourhood.changed();
    size--;
  }

  /** Whether that changed anything. */
  boolean setIdle(WorkerRun worker, boolean now) {
    neighbourhood.changed();
    boolean changed = now ? idle.add(worker) : idle.remove(worker);
    if (changed) {
      neighbourhood.idleBy(now ? 1 : -1);
    }
    return changed;
  }

  /**
   * Of the roles that are wanted now, how many these workers suit; where that is the same, those
   * that may suit others as well are more general. As a number to compare.
   */
  long generality(SortedSet<RoleName> demanded, long demandVersion) {
    if (suitability.isEverything()) {
      return Long.MAX_VALUE;
    }
    if (generalityAsOf != demandVersion) {
      generality = demanded.stream().filter(this::suits).count() << Integer.SIZE | breadth;
      generalityAsOf = demandVersion;
    }
    return generality;
  }
}
