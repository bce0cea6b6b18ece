package io.jobsch.workers;

import io.jobsch.spec.RoleName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds a worker of its own for each role, wherever there is a way to.
 *
 * <p>The workers are offered in the order in which they are preferred. Each that can be made to
 * play a role without sending one back that was taken before, is taken, if need be by others
 * changing their roles (an augmenting path). The sets of workers that can play together are the
 * independent sets of a transversal matroid, in which this greedy choice is the best one: no other
 * assignment has a more preferred first worker, or the same first and a more preferred second, and
 * so on. See J. Edmonds and D. R. Fulkerson, "Transversals and matroid partition" (1965).
 */
public final class Matching {
  private static final int NONE = -1;

  private final List<RoleName> roles;
  private final List<WorkerId> workers;
  private final Suits suits;
  private final int[] workerOf;
  private int matched;

  private Matching(List<RoleName> roles, List<WorkerId> workers, Suits suits) {
    this.roles = roles;
    this.workers = workers;
    this.suits = suits;
    this.workerOf = new int[roles.size()];
    Arrays.fill(workerOf, NONE);
  }

  /** Whether a worker can play a role. */
  @FunctionalInterface
  public interface Suits {
    /** Equal questions get equal answers while a matching is sought. */
    boolean test(WorkerId worker, RoleName role);
  }

  /** What was found. */
  public sealed interface Outcome {
    /**
     * Every role has a worker of its own.
     *
     * @param gang who plays which role
     */
    record Complete(SortedMap<RoleName, WorkerId> gang) implements Outcome {
      /** Copies the gang. */
      public Complete {
        gang = Collections.unmodifiableSortedMap(new TreeMap<>(gang));
      }
    }

    /**
     * There is no way: these roles need more workers than suit any of them (Hall's condition).
     *
     * @param roles the roles
     * @param suiting all workers that suit one of them; fewer than there are roles
     */
    record Obstacle(SortedSet<RoleName> roles, SortedSet<WorkerId> suiting) implements Outcome {
      /** Copies both. */
      public Obstacle {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        suiting = Collections.unmodifiableSortedSet(new TreeSet<>(suiting));
      }
    }
  }

  /**
   * Finds a worker for each role. Equal arguments give equal outcomes.
   *
   * @param roles different roles
   * @param workers different workers, the preferred ones first
   */
  public static Outcome find(
      Collection<RoleName> roles, Collection<WorkerId> workers, Suits suits) {
    Matching matching =
        new Matching(new ArrayList<>(new TreeSet<>(roles)), List.copyOf(workers), suits);
    matching.takeAsPreferred();
    return matching.outcome();
  }

  private void takeAsPreferred() {
    for (int worker = 0; worker < workers.size() && matched < roles.size(); worker++) {
      if (place(worker, new boolean[roles.size()])) {
        matched++;
      }
    }
  }

  /** Gives the worker a role; who played it before is given another, or the role stays his. */
  private boolean place(int worker, boolean[] tried) {
    for (int role = 0; role < tried.length; role++) {
      if (workerOf[role] == NONE && suits(worker, role)) {
        workerOf[role] = worker;
        return true;
      }
    }
    for (int role = 0; role < tried.length; role++) {
      if (!tried[role] && suits(worker, role)) {
        tried[role] = true;
        if (place(workerOf[role], tried)) {
          workerOf[role] = worker;
          return true;
        }
      }
    }
    return false;
  }

  private boolean suits(int worker, int role) {
    return suits.test(workers.get(worker), roles.get(role));
  }

  private Outcome outcome() {
    if (matched < roles.size()) {
      return smallestObstacle();
    }
    SortedMap<RoleName, WorkerId> gang = new TreeMap<>();
    for (int role = 0; role < workerOf.length; role++) {
      gang.put(roles.get(role), workers.get(workerOf[role]));
    }
    return new Outcome.Complete(gang);
  }

  private Outcome smallestObstacle() {
    List<Outcome.Obstacle> obstacles = new ArrayList<>();
    for (int role = 0; role < workerOf.length; role++) {
      if (workerOf[role] == NONE) {
        obstacles.add(obstacleFrom(role));
      }
    }
    return Collections.min(
        obstacles, (one, other) -> Integer.compare(one.roles().size(), other.roles().size()));
  }

  /**
   * All roles that a role without a worker competes with. Each worker that suits one of them plays
   * another of them, or there would be an augmenting path; so there is one worker too few.
   */
  private Outcome.Obstacle obstacleFrom(int unmatched) {
    SortedSet<RoleName> competing = new TreeSet<>();
    SortedSet<WorkerId> suiting = new TreeSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(unmatched));
    competing.add(roles.get(unmatched));
    while (!open.isEmpty()) {
      int role = open.pop();
      for (int worker = 0; worker < workers.size(); worker++) {
        if (suits(worker, role) && suiting.add(workers.get(worker))) {
          int played = roleOf(worker);
          if (competing.add(roles.get(played))) {
            open.push(played);
          }
        }
      }
    }
    return new Outcome.Obstacle(competing, suiting);
  }

  private int roleOf(int worker) {
    for (int role = 0; role < workerOf.length; role++) {
      if (workerOf[role] == worker) {
        return role;
      }
    }
    throw new IllegalStateException("a worker that suits an unmatched role plays none");
  }
}
