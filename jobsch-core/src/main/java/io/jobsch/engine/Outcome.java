package io.jobsch.engine;

import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.WorkerId;
import java.util.Optional;

/**
 * What the end of a process means for its node.
 *
 * @param state how the node ended
 * @param reason why, unless it succeeded
 * @param exit how the command's own process ended, where that is known
 */
record Outcome(NodeState state, Optional<Reason> reason, Optional<ExitStatus> exit) {
  private static final ExitStatus SUCCESS = new ExitStatus.Code(0);

  static Outcome of(PlanNode.CommandNode node, NodeRun run, WorkerId worker, Ending ending) {
    if (ending instanceof Ending.Exited it) {
      return it.status().equals(SUCCESS)
          ? new Outcome(NodeState.SUCCEEDED, Optional.empty(), Optional.of(SUCCESS))
          : new Outcome(
              NodeState.FAILED,
              Optional.of(Reasons.exited(node.pointer(), it.status())),
              Optional.of(it.status()));
    }
    if (ending instanceof Ending.Killed it) {
      return killed(node, run, worker, it);
    }
    if (ending instanceof Ending.NotStarted it) {
      boolean refused = it.kind() == Ending.NotStarted.Kind.REFUSED;
      return without(
          refused ? NodeState.LOST : NodeState.FAILED, Reasons.notStarted(node.pointer(), it));
    }
    if (ending instanceof Ending.Unkillable it) {
      return without(NodeState.FAILED, Reasons.unkillable(node.pointer(), worker, it));
    }
    if (ending instanceof Ending.Lost it) {
      return lost(Reasons.lost(node.pointer(), it.message()));
    }
    throw new AssertionError("an ending without a meaning: " + ending);
  }

  private static Outcome killed(
      PlanNode.CommandNode node, NodeRun run, WorkerId worker, Ending.Killed ending) {
    return switch (ending.cause()) {
      case TIMEOUT -> timedOut(node, worker, ending);
      case ORDER -> stopped(node, run, worker, ending);
      case LEASE ->
          lost(Reasons.lost(node.pointer(), worker + " had lost its scheduler, and killed it"));
      case SHUTDOWN -> lost(Reasons.lost(node.pointer(), worker + " was shut down, and killed it"));
    };
  }

  private static Outcome timedOut(
      PlanNode.CommandNode node, WorkerId worker, Ending.Killed ending) {
    return node.timeout().isPresent()
        ? new Outcome(NodeState.TIMED_OUT, Optional.of(Reasons.timedOut(node)), ending.status())
        : unasked(node, worker);
  }

  private static Outcome unasked(PlanNode.CommandNode node, WorkerId worker) {
    return lost(Reasons.lost(node.pointer(), worker + " killed it, and nobody had asked"));
  }

  /** How what was stopped has ended, once it is gone. */
  static NodeState stoppedBy(NodeRun.Stop stop) {
    return stop.cause() == StopCause.TIMEOUT ? NodeState.TIMED_OUT : NodeState.CANCELLED;
  }

  private static Outcome stopped(
      PlanNode.CommandNode node, NodeRun run, WorkerId worker, Ending.Killed ending) {
    return run.stop()
        .map(stop -> new Outcome(stoppedBy(stop), Optional.of(stop.reason()), ending.status()))
        .orElseGet(() -> unasked(node, worker));
  }

  static Outcome silent(PlanNode node, WorkerId worker) {
    return without(NodeState.FAILED, Reasons.silent(node.pointer(), worker));
  }

  static Outcome lost(Reason reason) {
    return without(NodeState.LOST, reason);
  }

  private static Outcome without(NodeState state, Reason reason) {
    return new Outcome(state, Optional.of(reason), Optional.empty());
  }
}
