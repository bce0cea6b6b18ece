package io.jobsch.local.check;

import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.Optional;

/**
 * Says what should have become of a job. What is not so throws an {@link AssertionError} that says
 * where, what was expected and what was found, and shows the whole job.
 *
 * <pre>{@code
 * assertThat(result).succeeded().node("/work/1").ranOn("w2").exited(0);
 * }</pre>
 */
public final class JobAssert {
  private final JobResult result;
  private final Checks checks;

  private JobAssert(JobResult result) {
    this.result = result;
    this.checks = new Checks(result, "the job");
  }

  /** Begins to say it of that job. */
  public static JobAssert assertThat(JobResult result) {
    return new JobAssert(result);
  }

  /** All of it did what it was to do. */
  public JobAssert succeeded() {
    return is(JobState.SUCCEEDED);
  }

  /** Some part of it did not do what it was to do. */
  public JobAssert failed() {
    return is(JobState.FAILED);
  }

  /** It was stopped because somebody asked for it. */
  public JobAssert cancelled() {
    return is(JobState.CANCELLED);
  }

  /** It failed because the timeout of the job as a whole ran out. */
  public JobAssert timedOut() {
    checks.equal("state of the root", NodeState.TIMED_OUT, result.root().state());
    return this;
  }

  /** It is in that state. */
  public JobAssert is(JobState state) {
    checks.equal("state", state, result.state());
    return this;
  }

  /** That is why it failed or was cancelled. */
  public JobAssert withReason(Reason.Code code) {
    checks.reason(code, result.reason());
    return this;
  }

  /** Why it failed or was cancelled says that, as people read it: {@code /work/1: exit code 3}. */
  public JobAssert withReason(String part) {
    checks.reason(part, result.reason());
    return this;
  }

  /** That node was the first that failed. */
  public JobAssert failedAt(String pointer) {
    checks.equal(
        "node that failed first",
        Optional.of(pointer),
        result.reason().map(reason -> reason.node().toString()));
    return this;
  }

  /** That worker played that role. */
  public JobAssert played(String role, String worker) {
    checks.equal(
        "worker that plays role " + role,
        Optional.of(new WorkerId(worker)),
        Optional.ofNullable(result.workers().get(new RoleName(role))));
    return this;
  }

  /** It took exactly that long, from when it got its workers. */
  public JobAssert took(Duration time) {
    checks.equal(
        "time that it took",
        Optional.of(time),
        JobText.took(result.startedAt(), result.finishedAt()));
    return this;
  }

  /** It waited exactly that long for its workers. */
  public JobAssert waited(Duration time) {
    checks.equal(
        "time that it waited",
        Optional.of(time),
        JobText.took(Optional.of(result.submittedAt()), result.startedAt()));
    return this;
  }

  /**
   * Goes on about one of its nodes.
   *
   * @param pointer {@code /work/1}, or {@code ""} for the root
   */
  public NodeAssert node(String pointer) {
    NodeResult node =
        result
            .root()
            .all()
            .filter(it -> it.pointer().toString().equals(pointer))
            .findFirst()
            .orElseThrow(
                () -> checks.failure("node", "one called \"" + pointer + "\"", "no such node"));
    return new NodeAssert(this, node, new Checks(result, JobText.place(node)));
  }
}
