package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that can be seen of a job from outside. */
public sealed interface JobEvent {
  /** Which job it is about. */
  JobId job();

  /**
   * A job changed its state. Told for every state, the first and the last included.
   *
   * @param job which
   * @param state the new one
   * @param reason why, where it failed or was cancelled
   * @param workers who plays which role, once they are allocated
   * @param at when
   */
  record JobChanged(
      JobId job,
      JobState state,
      Optional<Reason> reason,
      SortedMap<RoleName, WorkerId> workers,
      Instant at)
      implements JobEvent {
    /** Copies the workers. */
    public JobChanged {
      workers =
          workers.isEmpty()
              ? Collections.emptySortedMap()
              : Collections.unmodifiableSortedMap(new TreeMap<>(workers));
    }
  }

  /**
   * A node changed its state. A node that has ended has had all its output told before.
   *
   * @param job which job
   * @param node which node
   * @param state the new one
   * @param reason why it ended as it did, unless it succeeded
   * @param worker on whom a command runs
   * @param exit how a command's own process ended
   * @param at when
   */
  record NodeChanged(
      JobId job,
      Pointer node,
      NodeState state,
      Optional<Reason> reason,
      Optional<WorkerId> worker,
      Optional<ExitStatus> exit,
      Instant at)
      implements JobEvent {}

  /**
   * A command wrote something.
   *
   * @param job which job
   * @param node the command
   * @param stream where it wrote it
   * @param offset how many bytes it had written there before
   * @param bytes what it wrote; not to be changed, since other listeners are given the same
   */
  record OutputWritten(JobId job, Pointer node, StreamName stream, long offset, byte[] bytes)
      implements JobEvent {}
}
