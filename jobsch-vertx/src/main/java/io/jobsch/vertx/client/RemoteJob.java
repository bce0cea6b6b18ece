package io.jobsch.vertx.client;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a job stands on a server.
 *
 * @param id its name
 * @param state where it stands
 * @param reason which node failed first, and why; that it was cancelled, if it was
 * @param waiting why it has not started, while it is queued
 * @param submittedAt when it was accepted
 * @param startedAt when it got its workers
 * @param finishedAt when it ended
 * @param workers who plays which role
 * @param root how its nodes stand
 */
public record RemoteJob(
    JobId id,
    JobState state,
    Optional<Reason> reason,
    Optional<String> waiting,
    Instant submittedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    SortedMap<RoleName, WorkerId> workers,
    RemoteNode root) {
  /** Copies the workers. */
  public RemoteJob {
    workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
  }

  /** What people call it. */
  public Optional<String> name() {
    return root.spec().name();
  }

  /**
   * How one node stands.
   *
   * @param pointer its JSON Pointer: {@code ""} for the root, {@code "/work/1"} for its second part
   * @throws IllegalArgumentException if the job has no such node
   */
  public RemoteNode node(String pointer) {
    Pointer wanted = Pointer.parse(pointer);
    return root.all()
        .filter(node -> node.pointer().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("job " + id + " has no node \"" + pointer + "\""));
  }
}
