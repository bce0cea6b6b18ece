package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A connected worker. Changed by facts alone. */
final class WorkerRun {
  private final WorkerId id;
  private final Incarnation incarnation;
  private final Instant joinedAt;
  private News.Profile profile;
  private final SortedMap<RoleName, Boolean> answers = new TreeMap<>();
  private final SortedSet<AttemptId> strays = new TreeSet<>();
  private Optional<Assignment> assignment = Optional.empty();
  private Optional<String> quarantine = Optional.empty();
  private Optional<String> suitabilityProblem = Optional.empty();
  private long lastUsed;

  /** One that has just joined. */
  WorkerRun(Fact.WorkerJoined fact) {
    this.id = fact.worker();
    this.incarnation = fact.incarnation();
    this.profile = fact.profile();
    this.joinedAt = fact.at();
  }

  /** What a worker plays. */
  record Assignment(JobId job, RoleName role) {}

  WorkerId id() {
    return id;
  }

  Incarnation incarnation() {
    return incarnation;
  }

  /** When it first joined in this life. */
  Instant joinedAt() {
    return joinedAt;
  }

  News.Profile profile() {
    return profile;
  }

  SortedSet<AttemptId> strays() {
    return strays;
  }

  Optional<Assignment> assignment() {
    return assignment;
  }

  /** In which turn it got its last work; 0 if it never had any. */
  long lastUsed() {
    return lastUsed;
  }

  /** Why it gets no work, whoever asks. */
  Optional<String> problem() {
    return quarantine.map(why -> "quarantined: " + why).or(() -> suitabilityProblem);
  }

  boolean isQuarantined() {
    return quarantine.isPresent();
  }

  WorkerState state() {
    if (isQuarantined()) {
      return WorkerState.QUARANTINED;
    }
    if (assignment.isPresent()) {
      return WorkerState.BUSY;
    }
    return strays.isEmpty() ? WorkerState.IDLE : WorkerState.CLEANING;
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

  /** A worker that cannot tell what it suits, suits nothing. */
  boolean suits(RoleName role) {
    return suitabilityProblem.isEmpty() && knows(role).orElse(false);
  }

  /** What is known of whether it suits a role; empty if it has to be asked. */
  Optional<Boolean> knows(RoleName role) {
    Suitability suitability = profile.suitability();
    if (suitability instanceof Suitability.Everything) {
      return Optional.of(true);
    }
    if (suitability instanceof Suitability.Patterns some) {
      return Optional.of(some.patterns().stream().anyMatch(each -> each.matches(role)));
    }
    return Optional.ofNullable(answers.get(role));
  }

  boolean suitsEverything() {
    return profile.suitability() instanceof Suitability.Everything;
  }

  boolean mustBeAsked() {
    return profile.suitability() instanceof Suitability.OnRequest;
  }

  void rejoined(News.Profile now, SortedSet<AttemptId> unwanted) {
    if (!now.suitability().equals(profile.suitability())) {
      forgotAll();
    }
    profile = now;
    strays.addAll(unwanted);
  }

  void strayEnded(AttemptId attempt) {
    strays.remove(attempt);
  }

  void assigned(JobId job, RoleName role, long turn) {
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
    answers.putAll(more);
    suitabilityProblem = problem;
  }

  void forgot(RoleName role) {
    answers.remove(role);
  }

  void forgotAll() {
    answers.clear();
    suitabilityProblem = Optional.empty();
  }
}
