package io.jobsch.workers;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/**
 * Finds a worker of its own for each role, wherever there is a way to. Workers that suit the same
 * roles are one class and are told apart by nobody here; roles that the same classes suit are one
 * kind. So ten thousand workers that are alike cost what one does.
 *
 * <p>The workers are offered in the order in which they are preferred. Each that can be made to
 * play a role without sending one back that was taken before, is taken, if need be by others
 * changing their roles (an augmenting path). The sets of workers that can play together are the
 * independent sets of a transversal matroid, in which this greedy choice is the best one: no other
 * assignment has a more preferred first worker, or the same first and a more preferred second, and
 * so on. See J. Edmonds and D. R. Fulkerson, "Transversals and matroid partition" (1965). One that
 * was not taken would not be later either, nor would another of its class.
 *
 * <p>A value in the making, for one thread.
 */
public final class Matching {
  /** Up to so many kinds of roles, the smallest shortage is found by looking at all sets. */
  private static final int FEW = 12;

  private static final int NONE = -1;

  private final int classes;
  private final Suits suits;
  private final int[] demand;
  private final int[] unmet;
  private final int[] offered;
  private final int[][] taken;
  private int missing;

  /** Whether the workers of a class can play the roles of a kind. */
  @FunctionalInterface
  public interface Suits {
    /** Equal questions get equal answers. */
    boolean test(int workerClass, int kind);
  }

  /**
   * One with nobody taken.
   *
   * @param demand how many roles there are, kind by kind
   * @param classes how many classes of workers there are
   */
  public Matching(int[] demand, int classes, Suits suits) {
    this.demand = demand.clone();
    this.classes = classes;
    this.suits = suits;
    this.unmet = demand.clone();
    this.offered = new int[classes];
    this.taken = new int[demand.length][classes];
    int roles = 0;
    for (int each : demand) {
      roles += each;
    }
    this.missing = roles;
  }

  /**
   * Takes as many of these workers as can be made to play.
   *
   * @return how many were taken
   */
  public int offer(int workerClass, int workers) {
    offered[workerClass] += workers;
    int left = workers;
    while (left > 0 && missing > 0) {
      int placed = place(workerClass, left);
      if (placed == 0) {
        break;
      }
      left -= placed;
    }
    return workers - left;
  }

  /** Whether every role has a worker. */
  public boolean isComplete() {
    return missing == 0;
  }

  /** How many roles have no worker. */
  public int missing() {
    return missing;
  }

  /** How many roles of a kind the workers of a class play. */
  public int taken(int kind, int workerClass) {
    return taken[kind][workerClass];
  }

  /** One augmentation: along a shortest path, for as many workers as it bears. */
  private int place(int first, int most) {
    for (int kind = 0; kind < demand.length; kind++) {
      if (unmet[kind] > 0 && suits.test(first, kind)) {
        int amount = Math.min(most, unmet[kind]);
        unmet[kind] -= amount;
        missing -= amount;
        taken[kind][first] += amount;
        return amount;
      }
    }
    return missing == 0 ? 0 : placeByExchange(first, most);
  }

  /** Others change their roles for it. */
  private int placeByExchange(int first, int most) {
    int[] classBefore = new int[demand.length];
    int[] kindBefore = new int[classes];
    Arrays.fill(classBefore, NONE);
    Arrays.fill(kindBefore, NONE);
    Deque<Integer> open = new ArrayDeque<>();
    open.add(first);
    while (!open.isEmpty()) {
      int from = open.remove();
      for (int kind = 0; kind < demand.length; kind++) {
        if (classBefore[kind] == NONE && suits.test(from, kind)) {
          classBefore[kind] = from;
          if (unmet[kind] > 0) {
            return augment(first, kind, most, classBefore, kindBefore);
          }
          for (int other = 0; other < classes; other++) {
            if (other != first && kindBefore[other] == NONE && taken[kind][other] > 0) {
              kindBefore[other] = kind;
              open.add(other);
            }
          }
        }
      }
    }
    return 0;
  }

  private int augment(int first, int last, int most, int[] classBefore, int[] kindBefore) {
    int amount = Math.min(most, unmet[last]);
    for (int at = classBefore[last]; at != first; at = classBefore[kindBefore[at]]) {
      amount = Math.min(amount, taken[kindBefore[at]][at]);
    }
    unmet[last] -= amount;
    missing -= amount;
    int kind = last;
    while (true) {
      int at = classBefore[kind];
      taken[kind][at] += amount;
      if (at == first) {
        return amount;
      }
      taken[kindBefore[at]][at] -= amount;
      kind = kindBefore[at];
    }
  }

  /**
   * What too few of the offered workers suit, if it is not complete.
   *
   * @param kinds some kinds of roles
   * @param workers how many of the offered workers suit any of them; fewer than there are roles of
   *     these kinds, so that any {@code workers + 1} of these roles are too many (Hall's condition)
   */
  public record Shortage(BitSet kinds, int workers) {}

  /**
   * The shortage that the fewest workers are in, hence the fewest roles suffice to show. With more
   * than a dozen kinds of roles it is the smallest of those that the matching leads to: none of
   * their roles could be left out, but there may be a smaller one elsewhere.
   *
   * @throws IllegalStateException if it is complete
   */
  public Shortage shortage() {
    if (isComplete()) {
      throw new IllegalStateException("every role has a worker");
    }
    return demand.length <= FEW ? smallestOfAll() : smallestOfCompeting();
  }

  private Shortage smallestOfAll() {
    BitSet smallest = new BitSet();
    int fewest = Integer.MAX_VALUE;
    for (long bits = 1; bits < 1L << demand.length; bits++) {
      BitSet kinds = BitSet.valueOf(new long[] {bits});
      int workers = suiting(kinds);
      if (workers < fewest && workers < demand(kinds)) {
        smallest = kinds;
        fewest = workers;
      }
    }
    return new Shortage(smallest, fewest);
  }

  private int demand(BitSet kinds) {
    int roles = 0;
    for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
      roles += demand[kind];
    }
    return roles;
  }

  private Shortage smallestOfCompeting() {
    Shortage smallest = new Shortage(new BitSet(), Integer.MAX_VALUE);
    for (int kind = 0; kind < demand.length; kind++) {
      if (unmet[kind] > 0) {
        BitSet kinds = competing(kind);
        int workers = suiting(kinds);
        if (workers < smallest.workers()) {
          smallest = new Shortage(kinds, workers);
        }
      }
    }
    return smallest;
  }

  private int suiting(BitSet kinds) {
    int workers = 0;
    for (int each = 0; each < classes; each++) {
      if (suitsAny(each, kinds)) {
        workers += offered[each];
      }
    }
    return workers;
  }

  private boolean suitsAny(int workerClass, BitSet kinds) {
    for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
      if (suits.test(workerClass, kind)) {
        return true;
      }
    }
    return false;
  }

  /**
   * All kinds that one with a role without a worker competes with. Each worker that suits one of
   * them plays another of them, or there would be an augmenting path.
   */
  private BitSet competing(int unmatched) {
    BitSet kinds = new BitSet();
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    kinds.set(unmatched);
    open.add(unmatched);
    while (!open.isEmpty()) {
      int kind = open.remove();
      for (int player = 0; player < classes; player++) {
        if (!seen.get(player) && offered[player] > 0 && suits.test(player, kind)) {
          seen.set(player);
          for (int other = 0; other < demand.length; other++) {
            if (!kinds.get(other) && taken[other][player] > 0) {
              kinds.set(other);
              open.add(other);
            }
          }
        }
      }
    }
    return kinds;
  }
}
