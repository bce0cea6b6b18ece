package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.Matching;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * The roles of a gang as a matching sees them: the classes of workers that suit any of them, and
 * the roles that the same of these suit as one kind.
 */
final class Seats {
  private final List<WorkerClass> classes;
  private final List<List<RoleName>> kinds;
  private final List<BitSet> suiting;
  private final Map<WorkerClass, Integer> places = new LinkedHashMap<>();
  private final int[] demand;
  private final int size;

  private Seats(List<WorkerClass> classes, Map<BitSet, List<RoleName>> kinds) {
    this.classes = List.copyOf(classes);
    classes.forEach(each -> places.put(each, places.size()));
    this.suiting = List.copyOf(kinds.keySet());
    this.kinds = kinds.values().stream().map(List::copyOf).toList();
    this.demand = kinds.values().stream().mapToInt(List::size).toArray();
    this.size = kinds.values().stream().mapToInt(List::size).sum();
  }

  static Seats of(SortedSet<RoleName> roles, Collection<WorkerClass> all) {
    List<WorkerClass> classes = new ArrayList<>();
    for (WorkerClass each : all) {
      if (roles.stream().anyMatch(each::suits)) {
        classes.add(each);
      }
    }
    Map<BitSet, List<RoleName>> kinds = new LinkedHashMap<>();
    for (RoleName role : roles) {
      BitSet suiting = new BitSet();
      for (int i = 0; i < classes.size(); i++) {
        suiting.set(i, classes.get(i).suits(role));
      }
      kinds.computeIfAbsent(suiting, key -> new ArrayList<>()).add(role);
    }
    return new Seats(classes, kinds);
  }

  /** How many roles there are. */
  int size() {
    return size;
  }

  /** Those that suit any of the roles. A matching calls each by its place here. */
  List<WorkerClass> classes() {
    return classes;
  }

  /** By which number a matching calls a class; empty if it suits none of the roles. */
  OptionalInt place(WorkerClass workers) {
    Integer place = places.get(workers);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** How many workers are idle that suit any of the roles. */
  int idle() {
    int idle = 0;
    for (WorkerClass each : classes) {
      idle += each.idleCount();
    }
    return idle;
  }

  /** The same, class by class. */
  int[] idleByClass() {
    int[] idle = new int[classes.size()];
    for (int i = 0; i < idle.length; i++) {
      idle[i] = classes.get(i).idleCount();
    }
    return idle;
  }

  /** Whether a worker that suits one of these roles suits one of those. */
  boolean share(Seats others) {
    return classes.stream().anyMatch(others.places::containsKey);
  }

  /** The roles, kind by kind. */
  List<List<RoleName>> kinds() {
    return kinds;
  }

  boolean suits(int workerClass, int kind) {
    return suiting.get(kind).get(workerClass);
  }

  /** One with nobody taken. */
  Matching matching() {
    return new Matching(demand, classes.size(), this::suits);
  }

  /** Whether these workers could play all roles, were there no others. */
  boolean canBePlayedBy(int[] workers) {
    if (demand.length == 1) {
      return sum(workers) >= size;
    }
    Matching matching = matching();
    for (int i = 0; i < workers.length; i++) {
      matching.offer(i, workers[i]);
    }
    return matching.isComplete();
  }

  private static int sum(int[] numbers) {
    int sum = 0;
    for (int each : numbers) {
      sum += each;
    }
    return sum;
  }
}
