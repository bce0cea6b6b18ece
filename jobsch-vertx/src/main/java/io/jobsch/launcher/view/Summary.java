package io.jobsch.launcher.view;

import io.jobsch.plan.PlanNode;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.workers.StreamName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is said when a job is over.
 *
 * @param state the state of the job as a whole; {@code timed_out} where its own time ran out
 * @param headline how it ended, how long it took, and where and why it failed first, if it did
 * @param last what the command that failed first wrote last
 */
record Summary(NodeState state, String headline, Optional<LastLines> last) {
  private static final int LINES = 10;
  private static final int BYTES = 4096;

  /**
   * The end of what a command wrote.
   *
   * @param stream where it wrote it
   * @param lines at most ten, as they were written
   */
  record LastLines(StreamName stream, List<String> lines) {}

  static Summary of(JobResult result, JobNodes nodes) {
    NodeState state = state(result);
    String headline = state + " after " + Durations.text(took(result));
    Optional<Reason> failure =
        result.reason().filter(reason -> reason.code() != Reason.Code.CANCELLED);
    return new Summary(
        state,
        headline + failure.map(reason -> ": " + why(reason, nodes)).orElse(""),
        failure.flatMap(reason -> lastLines(result.node(reason.node().toString()))));
  }

  private static NodeState state(JobResult result) {
    if (result.state() == JobState.SUCCEEDED) {
      return NodeState.SUCCEEDED;
    }
    if (result.state() == JobState.CANCELLED) {
      return NodeState.CANCELLED;
    }
    return result.root().state() == NodeState.TIMED_OUT ? NodeState.TIMED_OUT : NodeState.FAILED;
  }

  private static Duration took(JobResult result) {
    return Duration.between(
        result.startedAt().orElse(result.submittedAt()),
        result.finishedAt().orElse(result.submittedAt()));
  }

  private static String why(Reason reason, JobNodes nodes) {
    if (reason.node().depth() == 0) {
      return reason.message();
    }
    PlanNode node = nodes.at(reason.node());
    boolean tellRole = nodes.hasManyRoles() && node instanceof PlanNode.CommandNode;
    String role = tellRole ? " (" + nodes.command(reason.node()).role() + ")" : "";
    return JobNodes.place(node) + role + ": " + reason.message();
  }

  /** Of stderr, where people look first; of stdout where it is empty. */
  private static Optional<LastLines> lastLines(NodeResult node) {
    return node.command()
        .flatMap(
            command ->
                lastLines(command, StreamName.STDERR)
                    .or(() -> lastLines(command, StreamName.STDOUT)));
  }

  private static Optional<LastLines> lastLines(CommandResult command, StreamName stream) {
    Output output = command.output(stream);
    byte[] tail = output.tail(BYTES);
    String text = new String(tail, StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    boolean begunBefore = output.written() > tail.length && lines.size() > 1;
    List<String> whole = begunBefore ? lines.subList(1, lines.size()) : lines;
    return whole.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LastLines(stream, whole.subList(Math.max(0, whole.size() - LINES), whole.size())));
  }
}
