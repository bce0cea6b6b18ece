package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import java.util.List;

/** What must hold of the nodes of a running job, between any two steps. */
final class TreeInvariants {
  private final RunningJob job;

  TreeInvariants(RunningJob job) {
    this.job = job;
  }

  void check() {
    Check.that(job.node(JobPlan.ROOT).isRunning(), "job %s runs, and its root does not", job.id());
    Check.that(!job.state().isTerminal(), "job %s runs, and is %s", job.id(), job.state());
    if (job.state() == JobState.CANCELLING) {
      Check.that(
          job.node(JobPlan.ROOT).stop().isPresent(),
          "job %s is being cancelled, and its root is not being stopped",
          job.id());
    }
    for (PlanNode node : job.plan().nodes()) {
      life(node);
      if (node instanceof PlanNode.GroupNode group) {
        group(group);
      }
    }
  }

  private void life(PlanNode node) {
    NodeRun run = job.node(node.index());
    boolean started = run.startedAt().isPresent();
    demand(node, run.finishedAt().isPresent() == run.state().isTerminal(), "finishedAt");
    demand(
        node,
        run.reason().isPresent()
            == (run.state().isTerminal() && run.state() != NodeState.SUCCEEDED),
        "reason");
    switch (run.state()) {
      case PENDING, SKIPPED -> demand(node, !started, "startedAt");
      case RUNNING, SUCCEEDED, FAILED, TIMED_OUT, LOST -> demand(node, started, "startedAt");
      case CANCELLED -> {} // on the way or before
    }
    int attempts = node instanceof PlanNode.CommandNode && started ? 1 : 0;
    demand(node, run.attempt() == attempts, "attempt");
    demand(node, started || run.stop().isEmpty(), "stop");
  }

  private void group(PlanNode.GroupNode group) {
    NodeRun run = job.node(group.index());
    List<NodeRun> children = group.children().stream().map(job::node).toList();
    counts(group, children);
    if (run.state() == NodeState.PENDING) {
      demand(group, children.stream().allMatch(it -> it.state() == NodeState.PENDING), "children");
    } else if (run.isRunning()) {
      running(group, run, children);
    } else {
      demand(group, children.stream().allMatch(it -> it.state().isTerminal()), "children");
      boolean allSucceeded =
          children.stream().allMatch(it -> it.state() == NodeState.SUCCEEDED)
              && run.stop().isEmpty();
      demand(group, allSucceeded == (run.state() == NodeState.SUCCEEDED), "state");
    }
    if (group.stopsAtFailure()) {
      stopsAtFailure(group, children);
    }
  }

  private void counts(PlanNode.GroupNode group, List<NodeRun> children) {
    GroupRun counted = job.group(group.index());
    long started = children.stream().filter(it -> it.startedAt().isPresent()).count();
    long running = children.stream().filter(NodeRun::isRunning).count();
    long ended = children.stream().filter(it -> it.state().isTerminal()).count();
    demand(group, counted.started() == started, "count of started parts");
    demand(group, counted.running() == running, "count of running parts");
    demand(group, counted.ended() == ended, "count of ended parts");
    for (int i = 0; i < children.size(); i++) {
      demand(group, children.get(i).startedAt().isPresent() == i < started, "order of its parts");
    }
  }

  private void running(PlanNode.GroupNode group, NodeRun run, List<NodeRun> children) {
    long running = children.stream().filter(NodeRun::isRunning).count();
    boolean waiting = children.stream().anyMatch(it -> it.state() == NodeState.PENDING);
    demand(group, running >= 1, "running parts");
    demand(group, running <= group.atOnce(), "running parts");
    demand(group, !waiting || running == group.atOnce(), "use of what may run at once");
    run.stop()
        .ifPresent(
            stop -> {
              demand(group, !waiting, "stop, with parts that wait");
              demand(
                  group,
                  children.stream().filter(NodeRun::isRunning).allMatch(it -> isAtLeast(it, stop)),
                  "stop, with parts that run on");
            });
  }

  private static boolean isAtLeast(NodeRun part, NodeRun.Stop stop) {
    return part.stop().filter(it -> it.urgency().compareTo(stop.urgency()) >= 0).isPresent();
  }

  private void stopsAtFailure(PlanNode.GroupNode group, List<NodeRun> children) {
    boolean failed = false;
    for (NodeRun child : children) {
      demand(group, !failed || child.startedAt().isEmpty(), "order: a part ran after a failure");
      failed |= child.state().isTerminal() && child.state() != NodeState.SUCCEEDED;
    }
  }

  private void demand(PlanNode node, boolean holds, String what) {
    Check.that(
        holds,
        "job %s, node \"%s\": unexpected %s: %s",
        job.id(),
        node.pointer(),
        what,
        job.node(node.index()));
  }
}
