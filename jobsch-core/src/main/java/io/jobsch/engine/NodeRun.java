package io.jobsch.engine;

import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Urgency;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a node of a running job has come.
 *
 * @param state where it stands
 * @param attempt how often a command was started
 * @param confirmed whether its worker has said that it runs
 * @param stop that and how it is being stopped
 * @param startedAt when it was decided to start it
 * @param finishedAt when it ended
 * @param reason why it ended as it did
 * @param exit how a command's own process ended
 */
record NodeRun(
    NodeState state,
    int attempt,
    boolean confirmed,
    Optional<Stop> stop,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Reason> reason,
    Optional<ExitStatus> exit) {
  static final NodeRun PENDING =
      new NodeRun(
          NodeState.PENDING,
          0,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Why and how something is being stopped. */
  record Stop(StopCause cause, Urgency urgency, Reason reason) {
    /** Who began to stop it keeps the blame; the greater urgency holds. */
    Stop hastened(Urgency other) {
      return new Stop(cause, urgency.compareTo(other) >= 0 ? urgency : other, reason);
    }
  }

  NodeRun started(int number, Instant at) {
    return new NodeRun(
        state.to(NodeState.RUNNING),
        number,
        false,
        stop,
        Optional.of(at),
        finishedAt,
        reason,
        exit);
  }

  NodeRun asConfirmed() {
    return new NodeRun(state, attempt, true, stop, startedAt, finishedAt, reason, exit);
  }

  NodeRun stopped(Stop more) {
    Stop now = stop.map(before -> before.hastened(more.urgency())).orElse(more);
    return new NodeRun(
        state, attempt, confirmed, Optional.of(now), startedAt, finishedAt, reason, exit);
  }

  NodeRun ended(NodeState how, Optional<Reason> why, Optional<ExitStatus> status, Instant at) {
    return new NodeRun(
        state.to(how), attempt, confirmed, stop, startedAt, Optional.of(at), why, status);
  }

  /** Whether it is being stopped, that urgently at least. */
  boolean isStopped(Urgency urgency) {
    return stop.filter(it -> it.urgency().compareTo(urgency) >= 0).isPresent();
  }

  boolean isRunning() {
    return state == NodeState.RUNNING;
  }
}
