package io.jobsch.local.check;

import io.jobsch.result.CommandResult;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.Optional;

/** Says what should have become of a node of a job; see {@link JobAssert}. */
public final class NodeAssert {
  private final JobAssert job;
  private final NodeResult node;
  private final Checks checks;

  NodeAssert(JobAssert job, NodeResult node, Checks checks) {
    this.job = job;
    this.node = node;
    this.checks = checks;
  }

  /** Goes on about another node of the same job. */
  public NodeAssert node(String pointer) {
    return job.node(pointer);
  }

  /** It did what it was to do. */
  public NodeAssert succeeded() {
    return is(NodeState.SUCCEEDED);
  }

  /** It did not do what it was to do. */
  public NodeAssert failed() {
    return is(NodeState.FAILED);
  }

  /** It took longer than it may. */
  public NodeAssert timedOut() {
    return is(NodeState.TIMED_OUT);
  }

  /** It was stopped, or not started, because somebody asked for it. */
  public NodeAssert cancelled() {
    return is(NodeState.CANCELLED);
  }

  /** It was not started, since something before it did not succeed. */
  public NodeAssert skipped() {
    return is(NodeState.SKIPPED);
  }

  /** Its worker is gone. */
  public NodeAssert lost() {
    return is(NodeState.LOST);
  }

  /** It is in that state. */
  public NodeAssert is(NodeState state) {
    checks.equal("state", state, node.state());
    return this;
  }

  /** That is why it did not succeed. */
  public NodeAssert withReason(Reason.Code code) {
    checks.reason(code, node.reason());
    return this;
  }

  /** Why it did not succeed says that, as people read it: {@code /work/1: exit code 3}. */
  public NodeAssert withReason(String part) {
    checks.reason(part, node.reason());
    return this;
  }

  /** A command that was started on that worker. */
  public NodeAssert ranOn(String worker) {
    checks.equal(
        "worker",
        Optional.of(new WorkerId(worker)),
        node.startedAt().flatMap(started -> command().worker()));
    return this;
  }

  /** A command that is played by that role. */
  public NodeAssert played(String role) {
    checks.equal("role", role, command().role().value());
    return this;
  }

  /** A command that ended by itself with that code. */
  public NodeAssert exited(int code) {
    return ended(new ExitStatus.Code(code));
  }

  /** A command that a signal ended, whoever sent it: 9 is KILL, 15 TERM. */
  public NodeAssert endedBySignal(int number) {
    return ended(new ExitStatus.Signal(number));
  }

  private NodeAssert ended(ExitStatus status) {
    checks.equal("end of its process", Optional.of(status), command().exit());
    return this;
  }

  /** A command whose standard output holds that. */
  public NodeAssert printed(String part) {
    checks.holds("stdout", part, text(StreamName.STDOUT));
    return this;
  }

  /** A command whose standard output is that, and nothing else. */
  public NodeAssert printedExactly(String whole) {
    checks.equal("stdout", whole, text(StreamName.STDOUT));
    return this;
  }

  /** A command whose standard error holds that. */
  public NodeAssert printedError(String part) {
    checks.holds("stderr", part, text(StreamName.STDERR));
    return this;
  }

  private String text(StreamName stream) {
    Output output = command().output(stream);
    return output.text();
  }

  /** It took exactly that long. */
  public NodeAssert took(Duration time) {
    checks.equal(
        "time that it took", Optional.of(time), JobText.took(node.startedAt(), node.finishedAt()));
    return this;
  }

  private CommandResult command() {
    return node.command()
        .orElseThrow(() -> checks.failure("node", "a command", "a " + node.spec().type()));
  }
}
