package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.Gang;
import io.jobsch.workers.Matching;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses idle workers for a gang: first those that suit the fewest of the roles that are wanted
 * now, among them those that have rested longest, then by name.
 */
final class GangChoice {
  private final Seats seats;
  private final Matching matching;
  private final PriorityQueue<Candidates> next =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidates::generality)
              .thenComparing(Candidates::first, WorkerClass.RESTED));
  private final Map<Integer, List<WorkerRun>> chosen = new LinkedHashMap<>();

  private GangChoice(Seats seats) {
    this.seats = seats;
    this.matching = seats.matching();
  }

  /**
   * Who plays which role; empty if there is no way.
   *
   * @param allowed how many idle workers of each class may be taken
   */
  static Optional<Gang> of(Seats seats, int[] allowed, JobQueue queue) {
    if (!seats.canBePlayedBy(allowed)) {
      return Optional.empty();
    }
    if (allowed.length == 1) {
      return Optional.of(alike(seats));
    }
    GangChoice choice = new GangChoice(seats);
    for (int i = 0; i < allowed.length; i++) {
      if (allowed[i] > 0) {
        WorkerClass workers = seats.classes().get(i);
        long generality = workers.generality(queue.demanded(), queue.demandVersion());
        choice.next.add(new Candidates(i, generality, workers, allowed[i]));
      }
    }
    choice.choose();
    return Optional.of(choice.gang());
  }

  /** Where each worker suits all roles, it only matters who has rested longest. */
  private static Gang alike(Seats seats) {
    List<RoleName> roles = seats.kinds().get(0);
    Iterator<WorkerRun> rested = seats.classes().get(0).idle().iterator();
    List<WorkerId> workers = new ArrayList<>(roles.size());
    while (workers.size() < roles.size()) {
      workers.add(rested.next().id());
    }
    return Gang.of(roles, workers);
  }

  private void choose() {
    while (!matching.isComplete()) {
      Candidates best = next.remove();
      if (matching.offer(best.place, 1) == 1) {
        chosen.computeIfAbsent(best.place, key -> new ArrayList<>()).add(best.first());
        if (best.passOn()) {
          next.add(best);
        }
      }
    }
  }

  /** Roles and classes in a fixed order: equal choices give equal gangs. */
  private Gang gang() {
    SortedMap<RoleName, WorkerId> gang = new TreeMap<>();
    List<Iterator<RoleName>> roles = seats.kinds().stream().map(List::iterator).toList();
    chosen.forEach(
        (place, workers) -> {
          Iterator<WorkerRun> players = workers.iterator();
          for (int kind = 0; kind < roles.size(); kind++) {
            for (int i = matching.taken(kind, place); i > 0; i--) {
              gang.put(roles.get(kind).next(), players.next().id());
            }
          }
        });
    return Gang.copyOf(gang);
  }

  /** Those of a class that are left, one of them in front. */
  private static final class Candidates {
    private final int place;
    private final long generality;
    private final Iterator<WorkerRun> others;
    private WorkerRun first;
    private int left;

    Candidates(int place, long generality, WorkerClass workers, int allowed) {
      this.place = place;
      this.generality = generality;
      this.others = workers.idle().iterator();
      this.first = others.next();
      this.left = allowed - 1;
    }

    long generality() {
      return generality;
    }

    WorkerRun first() {
      return first;
    }

    /** Whether there is another one. */
    boolean passOn() {
      if (left == 0) {
        return false;
      }
      left--;
      first = others.next();
      return true;
    }
  }
}
