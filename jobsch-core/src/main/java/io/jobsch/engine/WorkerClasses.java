package io.jobsch.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The workers that may get work, class by class. It follows from the pool, and makes nothing known
 * that is not known there.
 */
final class WorkerClasses {
  private final Map<KnownSuitability, WorkerClass> classes = new LinkedHashMap<>();
  private final Neighbourhoods neighbourhoods = new Neighbourhoods();
  private final Set<WorkerClass> grown = new LinkedHashSet<>();
  private int idle;
  private long version;
  private long population;

  /** All, each with a worker in it at least. */
  Collection<WorkerClass> all() {
    return Collections.unmodifiableCollection(classes.values());
  }

  /** Another one whenever there are other classes. */
  long version() {
    return version;
  }

  /** Another one whenever there are other workers in some class, or others can be counted on. */
  long population() {
    return population;
  }

  Neighbourhoods neighbourhoods() {
    return neighbourhoods;
  }

  /** A worker has, or no longer has, what must end before it can be given work. */
  void straysChanged() {
    population++;
  }

  /** Those to which workers have come since this was last asked. */
  List<WorkerClass> takeGrown() {
    if (grown.isEmpty()) {
      return List.of();
    }
    List<WorkerClass> taken = List.copyOf(grown);
    grown.clear();
    return taken;
  }

  /** How many workers are idle. */
  int idle() {
    return idle;
  }

  /** The class of a worker; empty if that may get no work, or is gone. */
  Optional<WorkerClass> of(WorkerRun worker) {
    return worker.itsClass();
  }

  /** A worker has come, or something has become of it. */
  void changed(WorkerRun worker) {
    Optional<WorkerClass> before = of(worker);
    if (!worker.mayGetWork()) {
      gone(worker);
    } else if (before.isPresent() && before.get().suitability().equals(worker.suitability())) {
      setIdle(before.get(), worker);
    } else {
      gone(worker);
      setIdle(enroll(worker), worker);
    }
  }

  /** A worker has got work, or is rid of it. */
  void workChanged(WorkerRun worker) {
    Optional<WorkerClass> its = of(worker);
    if (its.isPresent()) {
      setIdle(its.get(), worker);
    }
  }

  /** A worker is about to get work, by which its place among the idle ones changes. */
  void leaves(WorkerRun worker) {
    Optional<WorkerClass> its = of(worker);
    if (its.isPresent() && its.get().setIdle(worker, false)) {
      idle--;
    }
  }

  private WorkerClass enroll(WorkerRun worker) {
    WorkerClass its =
        classes.computeIfAbsent(
            worker.suitability(),
            suitability -> {
              version++;
              WorkerClass first =
                  new WorkerClass(suitability, new Neighbourhood(neighbourhoods, 0));
              neighbourhoods.added(first);
              return first;
            });
    its.enrolled();
    grown.add(its);
    worker.enrolled(its);
    population++;
    return its;
  }

  private void setIdle(WorkerClass its, WorkerRun worker) {
    boolean now = worker.isIdle();
    if (its.setIdle(worker, now)) {
      idle += now ? 1 : -1;
    }
  }

  void gone(WorkerRun worker) {
    Optional<WorkerClass> former = of(worker);
    if (former.isPresent()) {
      WorkerClass its = former.get();
      worker.withdrawn();
      if (its.setIdle(worker, false)) {
        idle--;
      }
      its.withdrawn();
      population++;
      if (its.size() == 0) {
        classes.remove(its.suitability());
        grown.remove(its);
        neighbourhoods.removed(its);
        version++;
      }
    }
  }
}
