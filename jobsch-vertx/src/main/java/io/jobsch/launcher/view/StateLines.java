package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a job and its nodes, a line for each change. */
final class StateLines {
  private static final int LONGEST_WORK = 100;

  private final JobNodes nodes;

  StateLines(JobNodes nodes) {
    this.nodes = nodes;
  }

  /** Nothing at the end of the job: that is what the {@link Summary} is for. */
  Optional<String> of(JobEvent.JobChanged change) {
    return change.state().isTerminal()
        ? Optional.empty()
        : Optional.of("job " + change.state() + players(change.workers()));
  }

  /** Nothing for the root: that is the job. */
  Optional<String> of(JobEvent.NodeChanged change, Board.Standing standing) {
    if (change.node().depth() == 0) {
      return Optional.empty();
    }
    PlanNode node = nodes.at(change.node());
    String line = JobNodes.place(node) + " " + standing.state();
    return Optional.of(
        standing.state() == NodeState.RUNNING
            ? line + on(change) + ": " + work(node)
            : line + after(standing) + why(change));
  }

  private static String work(PlanNode node) {
    return Columns.cut(SafeText.oneLine(JobNodes.work(node)), LONGEST_WORK, "...");
  }

  private String on(JobEvent.NodeChanged change) {
    return change.worker().map(worker -> " on " + worker).orElse("");
  }

  private static String after(Board.Standing standing) {
    return standing
        .ended()
        .flatMap(standing::took)
        .map(took -> " after " + Durations.text(took))
        .orElse("");
  }

  /** Where it happened too, if that was somewhere else. */
  private static String why(JobEvent.NodeChanged change) {
    return change.reason().map(reason -> ": " + words(reason, change.node())).orElse("");
  }

  private static String words(Reason reason, Pointer told) {
    boolean here = reason.node().equals(told) || reason.node().depth() == 0;
    return here ? reason.message() : reason.toString();
  }

  private String players(Map<RoleName, WorkerId> workers) {
    if (workers.isEmpty()) {
      return "";
    }
    if (!nodes.hasManyRoles()) {
      return " on " + workers.values().iterator().next();
    }
    List<String> each = new ArrayList<>();
    workers.forEach((role, worker) -> each.add(role + " on " + worker));
    return ": " + String.join(", ", each);
  }
}
