package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobResult;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import java.time.Instant;

/**
 * Sees all that happens in a scheduler, at once and in its order: for those who host one. Everyone
 * else listens ({@link JobListener}).
 *
 * <p>All but {@link #wrote} is called on the scheduler's loop, one call at a time, when what it is
 * about is durable and before anybody is answered. Nothing here may block or throw.
 */
public interface Witness {
  /** Looks away. */
  Witness NOBODY = new Witness() {};

  /** A job was accepted; told before its first state. */
  default void submitted(JobId job, JobPlan plan, Instant at) {}

  /** A job has another state. */
  default void changed(JobEvent.JobChanged event) {}

  /** A node has another state; all that a command wrote was told before it ended. */
  default void changed(JobEvent.NodeChanged event) {}

  /** A worker has another state. */
  default void changed(WorkerEvent event) {}

  /** A job is over: its last word, told after its last state. */
  default void ended(JobResult result) {}

  /**
   * A command has written something, which can be read. Called on whatever thread brings it, in
   * order for each stream; streams of different commands come at the same time.
   *
   * @param upTo how many bytes it has written there by now
   */
  default void wrote(JobId job, Pointer node, StreamName stream, long upTo) {}
}
