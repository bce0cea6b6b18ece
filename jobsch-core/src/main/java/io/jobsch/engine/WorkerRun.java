package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A connected worker. Changed by facts alone. */
final class WorkerRun {
  private final WorkerId id;
  private final Incarnation incarnation;
  private final Instant joinedAt;
  private News.Profile profile;
  private KnownSuitability suitability;
  private SortedSet<AttemptId> strays = Collections.emptySortedSet();
  private Optional<Assignment> assignment = Optional.empty();
  private Optional<String> quarantine = Optional.empty();
  private Optional<WorkerClass> itsClass = Optional.empty();
  private long lastUsed;

  /** One that has just joined. */
  WorkerRun(Fact.WorkerJoined fact) {
    this.id = fact.worker();
    this.incarnation = fact.incarnation();
    this.joinedAt = fact.at();
    this.profile = fact.profile();
    this.suitability = KnownSuitability.declared(profile.suitability());
  }

  /** What a worker plays. */
  record Assignment(RunningJob running, RoleName role) {
    JobId job() {
      return running.id();
    }

    @Override
    public String toString() {
      return role + " in " + job();
    }
  }

  WorkerId id() {
    return id;
  }

  Incarnation incarnation() {
    return incarnation;
  }

  News.Profile profile() {
    return profile;
  }

  KnownSuitability suitability() {
    return suitability;
  }

  /** Those of whom the same is known; empty if it may get no work. */
  Optional<WorkerClass> itsClass() {
    return itsClass;
  }

  /** What is known of them takes the place of the same that is known of it. */
  void enrolled(WorkerClass among) {
    itsClass = Optional.of(among);
    suitability = among.suitability();
  }

  void withdrawn() {
    itsClass = Optional.empty();
  }

  SortedSet<AttemptId> strays() {
    return strays;
  }

  Optional<Assignment> assignment() {
    return assignment;
  }

  boolean playsIn(RunningJob job) {
    return assignment.isPresent() && assignment.get().running() == job;
  }

  /** In which turn it got its last work; 0 if it never had any. */
  long lastUsed() {
    return lastUsed;
  }

  /** Why it gets no work, whoever asks. */
  Optional<String> problem() {
    return quarantine.map(why -> "quarantined: " + why).or(suitability::problem);
  }

  boolean isQuarantined() {
    return quarantine.isPresent();
  }

  boolean isDraining() {
    return profile.draining();
  }

  /** Whether it could be given work, now or when it has ended what it does. */
  boolean mayGetWork() {
    return !isQuarantined() && !isDraining();
  }

  WorkerState state() {
    if (isQuarantined()) {
      return WorkerState.QUARANTINED;
    }
    if (assignment.isEmpty() && !strays.isEmpty()) {
      return WorkerState.CLEANING;
    }
    if (isDraining()) {
      return WorkerState.DRAINING;
    }
    return assignment.isPresent() ? WorkerState.BUSY : WorkerState.IDLE;
  }

  WorkerSnapshot snapshot() {
    return new WorkerSnapshot(
        id,
        incarnation,
        profile,
        joinedAt,
        state(),
        assignment.map(Assignment::job),
        assignment.map(Assignment::role),
        problem());
  }

  /** Whether it could be given work now. */
  boolean isIdle() {
    return state() == WorkerState.IDLE;
  }

  boolean suits(RoleName role) {
    return suitability.suits(role);
  }

  /** What is known of whether it suits a role; empty if it has to be asked. */
  Optional<Boolean> knows(RoleName role) {
    return suitability.knows(role);
  }

  boolean mustBeAsked() {
    return suitability.mustBeAsked();
  }

  /**
   * One that has drained was not asked meanwhile, and what it said before may not hold any more.
   */
  void rejoined(News.Profile now, SortedSet<AttemptId> unwanted) {
    if (!now.suitability().equals(profile.suitability()) || (isDraining() && !now.draining())) {
      suitability = KnownSuitability.declared(now.suitability());
    }
    profile = now;
    SortedSet<AttemptId> all = new TreeSet<>(strays);
    all.addAll(unwanted);
    strays = strays(all);
  }

  void strayEnded(AttemptId attempt) {
    SortedSet<AttemptId> others = new TreeSet<>(strays);
    others.remove(attempt);
    strays = strays(others);
  }

  /** Most workers never have any: they need no set of their own, at which each step would look. */
  private static SortedSet<AttemptId> strays(SortedSet<AttemptId> attempts) {
    return attempts.isEmpty()
        ? Collections.emptySortedSet()
        : Collections.unmodifiableSortedSet(attempts);
  }

  void assigned(RunningJob job, RoleName role, long turn) {
    assignment = Optional.of(new Assignment(job, role));
    lastUsed = turn;
  }

  void released() {
    assignment = Optional.empty();
  }

  void quarantined(String why) {
    quarantine = quarantine.or(() -> Optional.of(why));
  }

  void learned(Map<RoleName, Boolean> more, Optional<String> problem) {
    suitability = suitability.learned(more, problem);
  }

  void forgot(RoleName role) {
    suitability = suitability.forgot(role);
  }

  void forgotAll() {
    suitability = KnownSuitability.declared(profile.suitability());
  }
}
