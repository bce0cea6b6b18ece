package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a job moves on: which node starts when another has ended, and when a group and the job are
 * over. Recursive along the depth of the tree, which is bounded.
 */
final class Progress {
  private final Turn turn;
  private final RunningJob job;

  Progress(Turn turn, RunningJob job) {
    this.turn = turn;
    this.job = job;
  }

  void start(int index) {
    PlanNode node = job.planned(index);
    if (node instanceof PlanNode.CommandNode command) {
      order(command);
      return;
    }
    turn.decide(new Fact.GroupStarted(job.id(), index, turn.at()));
    node.timeout().ifPresent(timeout -> watch(index, timeout));
    startNext((PlanNode.GroupNode) node);
  }

  private void watch(int group, Duration timeout) {
    Deadline deadline = new Deadline.GroupTimeout(job.id(), group);
    turn.effect(new Effect.SetDeadline(deadline, turn.now().after(timeout)));
  }

  private void order(PlanNode.CommandNode command) {
    int number = job.node(command.index()).attempt() + 1;
    AttemptId attempt = new AttemptId(job.id(), command.index(), number);
    turn.decide(new Fact.AttemptOrdered(attempt, turn.at()));
    Orders.start(turn, job, command.index());
  }

  private void startNext(PlanNode.GroupNode group) {
    GroupRun run = job.group(group.index());
    List<Integer> children = group.children();
    while (run.running() < group.atOnce()
        && run.started() < children.size()
        && job.node(children.get(run.started())).state() == NodeState.PENDING) {
      start(children.get(run.started()));
    }
  }

  /** A command has ended. */
  void end(int command, Outcome outcome) {
    turn.decide(
        new Fact.NodeEnded(
            job.id(), command, outcome.state(), outcome.reason(), outcome.exit(), turn.at()));
    turn.effect(new Effect.ClearDeadline(new Deadline.Backstop(job.attempt(command))));
  }

  /** A node has ended: what follows for the group that it is a part of, or for the job. */
  void ended(int index) {
    int parent = job.planned(index).parent();
    if (parent == JobPlan.NO_PARENT) {
      endJob();
      return;
    }
    if (!job.node(parent).isRunning()) {
      return; // it ended with a sibling that was lost in the same step
    }
    PlanNode.GroupNode group = (PlanNode.GroupNode) job.planned(parent);
    NodeRun child = job.node(index);
    if (group.stopsAtFailure() && child.state() != NodeState.SUCCEEDED) {
      skipRest(group, child.reason().orElseThrow());
    } else {
      startNext(group);
    }
    if (job.group(parent).ended() == group.children().size()) {
      endGroup(group);
    }
  }

  private void skipRest(PlanNode.GroupNode group, Reason reason) {
    List<Integer> rest = job.pending(group.index());
    if (!rest.isEmpty()) {
      turn.decide(new Fact.NodesDropped(job.id(), rest, NodeState.SKIPPED, reason, turn.at()));
    }
  }

  private void endGroup(PlanNode.GroupNode group) {
    int index = group.index();
    if (group.timeout().isPresent()) {
      turn.effect(new Effect.ClearDeadline(new Deadline.GroupTimeout(job.id(), index)));
    }
    Optional<NodeRun.Stop> stop = job.node(index).stop();
    Optional<Reason> grave = job.group(index).gravest().or(() -> lossWithin(group, stop));
    Optional<Reason> reason =
        grave.or(() -> stop.map(NodeRun.Stop::reason)).or(() -> job.group(index).firstFailure());
    NodeState state = NodeState.SUCCEEDED;
    if (grave.isPresent()) {
      state = NodeState.FAILED;
    } else if (stop.isPresent()) {
      state = Outcome.stoppedBy(stop.get());
    } else if (reason.isPresent()) {
      state = NodeState.FAILED;
    }
    turn.decide(new Fact.NodeEnded(job.id(), index, state, reason, Optional.empty(), turn.at()));
    ended(index);
  }

  /**
   * A group in which a command waits for a worker that is gone has failed, though none was lost.
   */
  private static Optional<Reason> lossWithin(
      PlanNode.GroupNode group, Optional<NodeRun.Stop> stop) {
    return stop.filter(it -> it.cause() == StopCause.LOSS)
        .map(NodeRun.Stop::reason)
        .filter(reason -> group.pointer().isPrefixOf(reason.node()));
  }

  private void endJob() {
    boolean succeeded = job.node(JobPlan.ROOT).state() == NodeState.SUCCEEDED;
    JobState state;
    Optional<Reason> reason;
    if (job.state() == JobState.CANCELLING) {
      reason = job.gravest().or(job::cancelled);
      state = job.gravest().isPresent() ? JobState.FAILED : JobState.CANCELLED;
    } else {
      reason = succeeded ? Optional.empty() : job.failure();
      state = succeeded ? JobState.SUCCEEDED : JobState.FAILED;
    }
    turn.decide(new Fact.JobEnded(job.id(), state, reason, turn.at()));
    turn.effect(new Effect.Report(Views.ended(job, state, reason, turn.at())));
  }
}
