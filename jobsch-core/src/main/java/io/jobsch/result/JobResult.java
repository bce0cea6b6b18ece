package io.jobsch.result;

import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Gang;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What became of a job; or, while it lives, what has become of it up to now.
 *
 * @param id its name
 * @param state where it stands
 * @param reason which node failed first, and why; that it was cancelled, if it was
 * @param submittedAt when it was accepted
 * @param startedAt when it got its workers
 * @param finishedAt when it ended
 * @param workers who plays which role
 * @param root what became of its nodes
 */
public record JobResult(
    JobId id,
    JobState state,
    Optional<Reason> reason,
    Instant submittedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    SortedMap<RoleName, WorkerId> workers,
    NodeResult root) {
  /** Copies the workers. */
  public JobResult {
    workers = Gang.copyOf(workers);
  }

  /** Whether every part of it did what it was to do. */
  public boolean succeeded() {
    return state == JobState.SUCCEEDED;
  }

  /**
   * What became of one node.
   *
   * @param pointer its JSON Pointer: {@code ""} for the root, {@code "/work/1"} for its second part
   * @throws IllegalArgumentException if the job has no such node
   */
  public NodeResult node(String pointer) {
    return node(Pointer.parse(pointer));
  }

  /**
   * What became of one node.
   *
   * @throws IllegalArgumentException if the job has no such node
   */
  public NodeResult node(Pointer pointer) {
    return root.all()
        .filter(node -> node.pointer().equals(pointer))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("job " + id + " has no node \"" + pointer + "\""));
  }

  /** What people call it. */
  public Optional<String> name() {
    return root.spec().name();
  }
}
