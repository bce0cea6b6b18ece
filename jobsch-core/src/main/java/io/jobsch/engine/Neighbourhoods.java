package io.jobsch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All neighbourhoods, and in which of them something has happened since a pass went through them.
 * They are made anew when a class of workers is there no more that may have joined others.
 */
final class Neighbourhoods {
  private static final Comparator<Neighbourhood> IN_ORDER =
      Comparator.comparing(
          each -> Objects.requireNonNull(each.servedFirst().first()), QueuedJob.ORDER);

  private final Set<Neighbourhood> all = new LinkedHashSet<>();
  private final Set<WorkerClass> newClasses = new LinkedHashSet<>();
  private boolean mayPart;
  private final List<Neighbourhood> stirred = new ArrayList<>();
  private long until = TimeBound.NONE;
  private boolean joined;

  /** A class of workers, with a neighbourhood of its own. */
  void added(WorkerClass workers) {
    all.add(workers.neighbourhood());
    newClasses.add(workers);
  }

  /** A class has no workers any more. */
  void removed(WorkerClass workers) {
    newClasses.remove(workers);
    Neighbourhood its = workers.neighbourhood();
    if (its.leftByOne()) {
      all.remove(its);
    } else {
      mayPart = true;
    }
  }

  /** Two have become one. */
  void merged(Neighbourhood whole, Neighbourhood part) {
    all.remove(part);
    all.add(whole); // parked jobs may bring back one that all workers had left
    joined = true;
  }

  /** Something has happened in one. */
  void stirred(Neighbourhood where) {
    stirred.add(where);
  }

  /** A pass went through one, which holds until then, should nothing happen there. */
  void lookedAt(long time) {
    until = Math.min(until, time);
  }

  /** Those that were joined when places were last given need not be for longer: nobody does. */
  void partAgain() {
    mayPart = mayPart || joined;
  }

  /** Gives those that wait their places. */
  void arrange(JobQueue queue, WorkerClasses workers) {
    joined = false;
    if (mayPart) {
      mayPart = false;
      makeAnew(workers);
      queue.allMoveIn(workers);
      return;
    }
    queue.newOnesMoveIn(workers);
    if (!newClasses.isEmpty()) {
      newClasses.forEach(queue::moveNextTo);
      newClasses.clear();
    }
  }

  private void makeAnew(WorkerClasses workers) {
    newClasses.clear();
    all.clear();
    stirred.clear();
    until = TimeBound.NONE;
    for (WorkerClass each : workers.all()) {
      Neighbourhood its = new Neighbourhood(this, each.idleCount());
      all.add(its);
      each.moveTo(its);
    }
  }

  /**
   * Those in which a pass may find something else than the last one did, and somebody waits and
   * some worker is idle; in the order in which the first of each is served.
   */
  List<Neighbourhood> takeStirred(long now) {
    stirWhatTimeHasChanged(now);
    if (stirred.isEmpty()) {
      return List.of();
    }
    List<Neighbourhood> taken = new ArrayList<>(stirred.size());
    for (Neighbourhood each : stirred) {
      if (each == each.whole()) {
        each.calm();
        if (each.idle() > 0 && each.servedFirst().first() != null) {
          taken.add(each);
        }
      }
    }
    stirred.clear();
    if (taken.size() > 1) {
      taken.sort(IN_ORDER);
    }
    return taken;
  }

  private void stirWhatTimeHasChanged(long now) {
    if (now < until) {
      return;
    }
    until = TimeBound.NONE;
    for (Neighbourhood each : all) {
      if (each.until() <= now) {
        each.changed();
      } else {
        until = Math.min(until, each.until());
      }
    }
  }
}
