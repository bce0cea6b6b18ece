package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.spec.JobSpec;
import io.jobsch.workers.Gang;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Jobs as others see them. What commands wrote is not the engine's to know: it is left empty. */
final class Views {
  private static final Gang NOBODY = Gang.copyOf(Collections.emptySortedMap());

  private final IntFunction<PlanNode> planned;
  private final Gang gang;
  private final IntFunction<NodeRun> nodes;

  private Views(IntFunction<PlanNode> planned, Gang gang, IntFunction<NodeRun> nodes) {
    this.planned = planned;
    this.gang = gang;
    this.nodes = nodes;
  }

  static JobResult queued(QueuedJob job) {
    return unstarted(job, JobState.QUEUED, Optional.empty(), Optional.empty(), NodeRun.PENDING);
  }

  /** A job that was cancelled before it started. */
  static JobResult dropped(QueuedJob job, Reason reason, Instant at) {
    NodeRun cancelled =
        NodeRun.PENDING.ended(NodeState.CANCELLED, Optional.of(reason), Optional.empty(), at);
    return unstarted(job, JobState.CANCELLED, Optional.of(reason), Optional.of(at), cancelled);
  }

  private static JobResult unstarted(
      QueuedJob job,
      JobState state,
      Optional<Reason> reason,
      Optional<Instant> finishedAt,
      NodeRun everyNode) {
    return new JobResult(
        job.id(),
        state,
        reason,
        job.submittedAt(),
        Optional.empty(),
        finishedAt,
        NOBODY,
        new Views(job.plan()::node, NOBODY, index -> everyNode).root(job.plan()));
  }

  static JobResult running(RunningJob job) {
    return started(job, job.state(), job.failure(), Optional.empty());
  }

  static JobResult ended(RunningJob job, JobState state, Optional<Reason> reason, Instant at) {
    return started(job, state, reason, Optional.of(at));
  }

  private static JobResult started(
      RunningJob job, JobState state, Optional<Reason> reason, Optional<Instant> finishedAt) {
    return new JobResult(
        job.id(),
        state,
        reason,
        job.submitted().submittedAt(),
        Optional.of(job.startedAt()),
        finishedAt,
        job.gang(),
        new Views(job::planned, job.gang(), job::node).root(job.plan()));
  }

  private NodeResult root(JobPlan plan) {
    return node(JobPlan.ROOT, plan.spec());
  }

  private NodeResult node(int index, JobSpec spec) {
    PlanNode node = planned.apply(index);
    NodeRun run = nodes.apply(index);
    return new NodeResult(
        node.pointer(),
        spec,
        run.state(),
        run.reason(),
        run.startedAt(),
        run.finishedAt(),
        command(node, run),
        work(node, spec));
  }

  private Optional<CommandResult> command(PlanNode node, NodeRun run) {
    if (!(node instanceof PlanNode.CommandNode command)) {
      return Optional.empty();
    }
    return Optional.of(
        new CommandResult(
            command.role(),
            Optional.ofNullable(gang.get(command.role())),
            run.attempt(),
            run.exit(),
            Output.EMPTY,
            Output.EMPTY));
  }

  private List<NodeResult> work(PlanNode node, JobSpec spec) {
    if (!(node instanceof PlanNode.GroupNode group)) {
      return List.of();
    }
    List<NodeResult> parts = new ArrayList<>(group.children().size());
    for (int i = 0; i < group.children().size(); i++) {
      parts.add(node(group.children().get(i), spec.work().get(i)));
    }
    return parts;
  }
}
