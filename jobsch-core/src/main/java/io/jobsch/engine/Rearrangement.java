package io.jobsch.engine;

import io.jobsch.workers.Matching;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One matching for a job that would start now and for all that it might delay, each of these on the
 * workers that are idle or will be by its time. If it is as large as theirs and the job's together,
 * nobody is delayed.
 */
final class Rearrangement {
  /** Some workers of a class: idle now for anybody, or busy and free in time for one. */
  private record Supply(WorkerClass workers, int count, Optional<Reservation> onlyFor) {}

  /** One of the parties, and which of its kinds of roles. */
  private record Need(Seats seats, int kind, Optional<Reservation> by) {}

  private final Seats seats;
  private final List<Supply> supplies = new ArrayList<>();
  private final List<Need> needs = new ArrayList<>();
  private int wanted;

  Rearrangement(Seats seats, List<Reservation> others) {
    this.seats = seats;
    need(seats, Optional.empty());
    wanted = seats.size();
    Set<WorkerClass> idle = new LinkedHashSet<>(seats.classes());
    for (Reservation each : others) {
      need(each.seats(), Optional.of(each));
      wanted += each.rank();
      idle.addAll(each.seats().classes());
      for (WorkerClass its : each.seats().classes()) {
        int busy = each.inTime().getOrDefault(its, 0);
        supplies.add(new Supply(its, busy, Optional.of(each)));
      }
    }
    for (WorkerClass each : idle) {
      supplies.add(new Supply(each, each.idleCount(), Optional.empty()));
    }
  }

  private void need(Seats of, Optional<Reservation> by) {
    for (int kind = 0; kind < of.kinds().size(); kind++) {
      needs.add(new Need(of, kind, by));
    }
  }

  /** Of each class, how many idle workers the job gets; empty if somebody would be delayed. */
  Optional<int[]> allowed() {
    int[] demand =
        needs.stream().mapToInt(each -> each.seats().kinds().get(each.kind()).size()).toArray();
    Matching matching = new Matching(demand, supplies.size(), this::suits);
    int found = 0;
    for (int i = 0; i < supplies.size(); i++) {
      found += matching.offer(i, supplies.get(i).count());
    }
    return found < wanted ? Optional.empty() : Optional.of(its(matching));
  }

  private boolean suits(int supply, int need) {
    Supply workers = supplies.get(supply);
    Need roles = needs.get(need);
    OptionalInt place = roles.seats().place(workers.workers());
    return (workers.onlyFor().isEmpty() || workers.onlyFor().equals(roles.by()))
        && place.isPresent()
        && roles.seats().suits(place.getAsInt(), roles.kind());
  }

  private int[] its(Matching matching) {
    int[] counts = new int[seats.classes().size()];
    for (int supply = 0; supply < supplies.size(); supply++) {
      OptionalInt place = seats.place(supplies.get(supply).workers());
      for (int need = 0; need < needs.size() && place.isPresent(); need++) {
        if (needs.get(need).by().isEmpty()) {
          counts[place.getAsInt()] += matching.taken(need, supply);
        }
      }
    }
    return counts;
  }
}
