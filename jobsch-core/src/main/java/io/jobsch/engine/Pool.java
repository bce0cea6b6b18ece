package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The workers that are connected. Changed by facts alone. */
final class Pool {
  private final SortedMap<WorkerId, WorkerRun> workers = new TreeMap<>();
  private final Map<WorkerId, WorkerRun> byId = new LinkedHashMap<>();
  private final WorkerClasses classes = new WorkerClasses();
  private final SortedMap<WorkerId, WorkerRun> askable = new TreeMap<>();
  private final SortedMap<WorkerId, Quarantine> quarantines = new TreeMap<>();
  private final SortedMap<WorkerId, Unaccounted> unaccounted = new TreeMap<>();
  private long turn;

  /**
   * What a worker had been ordered to run and had told no end of when it was lost. In the same life
   * it may still run that, or be given the order only then: orders take their time.
   */
  private record Unaccounted(Incarnation incarnation, SortedSet<AttemptId> attempts) {}

  /**
   * What is there still in a life of a worker, and should not be. It outlasts the loss of the
   * worker, since it may come again in the same life.
   */
  private record Quarantine(Incarnation incarnation, String why) {}

  Optional<WorkerRun> find(WorkerId id) {
    return Optional.ofNullable(byId.get(id));
  }

  WorkerRun get(WorkerId id) {
    return find(id).orElseThrow();
  }

  /** All, by name. */
  Collection<WorkerRun> all() {
    return Collections.unmodifiableCollection(workers.values());
  }

  /** Those that may get work, class by class. */
  WorkerClasses classes() {
    return classes;
  }

  /** Those that may get work and must be asked which roles they suit, by name. */
  Collection<WorkerRun> askable() {
    return Collections.unmodifiableCollection(askable.values());
  }

  /** The worker that has an attempt that nobody wants. */
  Optional<WorkerRun> withStray(AttemptId attempt) {
    return workers.values().stream().filter(it -> it.strays().contains(attempt)).findFirst();
  }

  void joined(Fact.WorkerJoined fact) {
    WorkerRun worker = find(fact.worker()).orElseGet(() -> new WorkerRun(fact));
    worker.rejoined(fact.profile(), fact.strays());
    unaccounted.remove(worker.id());
    workers.put(worker.id(), worker);
    byId.put(worker.id(), worker);
    if (!worker.strays().isEmpty()) {
      classes.straysChanged();
    }
    Optional.ofNullable(quarantines.get(worker.id())).ifPresent(it -> quarantine(worker, it));
    index(worker);
  }

  private void quarantine(WorkerRun worker, Quarantine before) {
    if (before.incarnation().equals(worker.incarnation())) {
      worker.quarantined(before.why());
    } else {
      quarantines.remove(worker.id());
    }
  }

  /** What may run on a worker that comes again, though it does not say so. */
  SortedSet<AttemptId> unaccounted(WorkerId id, Incarnation incarnation) {
    return Optional.ofNullable(unaccounted.get(id))
        .filter(it -> it.incarnation().equals(incarnation))
        .map(Unaccounted::attempts)
        .orElseGet(Collections::emptySortedSet);
  }

  private void remember(WorkerRun worker) {
    SortedSet<AttemptId> attempts = new TreeSet<>(worker.strays());
    worker
        .assignment()
        .map(WorkerRun.Assignment::running)
        .ifPresent(job -> job.runningOn(worker.id()).forEach(it -> attempts.add(job.attempt(it))));
    if (!attempts.isEmpty()) {
      unaccounted.put(worker.id(), new Unaccounted(worker.incarnation(), attempts));
    }
  }

  void gone(WorkerId id) {
    find(id).ifPresent(this::remember);
    find(id).ifPresent(classes::gone);
    workers.remove(id);
    byId.remove(id);
    askable.remove(id);
  }

  void strayEnded(Fact.StrayEnded fact) {
    WorkerRun worker = get(fact.worker());
    worker.strayEnded(fact.attempt());
    classes.straysChanged();
    index(worker);
  }

  void assigned(RunningJob job) {
    turn++;
    job.gang()
        .forEach(
            (role, id) -> {
              WorkerRun worker = get(id);
              classes.leaves(worker);
              worker.assigned(job, role, turn);
            });
  }

  /** Frees those of a job's workers that are still there and still its own. */
  void released(RunningJob job) {
    job.gang().forEach((role, id) -> released(job, byId.get(id)));
  }

  private void released(RunningJob job, @Nullable WorkerRun worker) {
    if (worker != null && worker.playsIn(job)) {
      worker.released();
      classes.workChanged(worker);
    }
  }

  void quarantined(Fact.WorkerQuarantined fact) {
    find(fact.worker())
        .ifPresent(
            worker -> {
              quarantines.putIfAbsent(
                  worker.id(), new Quarantine(worker.incarnation(), fact.why()));
              worker.quarantined(fact.why());
              index(worker);
            });
  }

  void learned(Fact.SuitabilityLearned fact) {
    WorkerRun worker = get(fact.worker());
    worker.learned(fact.answers(), fact.problem());
    index(worker);
  }

  void forgot(Fact.SuitabilityForgotten fact) {
    WorkerRun worker = get(fact.worker());
    worker.forgotAll();
    index(worker);
  }

  /** What was said of a role is not kept any longer. */
  void forgot(RoleName role) {
    for (WorkerRun worker : askable.values()) {
      if (worker.knows(role).isPresent()) {
        worker.forgot(role);
        index(worker);
      }
    }
  }

  private void index(WorkerRun worker) {
    classes.changed(worker);
    if (worker.mustBeAsked() && worker.mayGetWork()) {
      askable.put(worker.id(), worker);
    } else {
      askable.remove(worker.id());
    }
  }
}
