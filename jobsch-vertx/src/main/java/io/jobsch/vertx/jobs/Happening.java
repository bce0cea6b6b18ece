package io.jobsch.vertx.jobs;

import io.jobsch.JobEvent;
import io.jobsch.WorkerEvent;
import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;

/** Something that can be told of a scheduler. */
public sealed interface Happening {
  /**
   * A job has another state.
   *
   * @param event which
   */
  record Job(JobEvent.JobChanged event) implements Happening {}

  /**
   * A node has another state.
   *
   * @param event which
   */
  record Node(JobEvent.NodeChanged event) implements Happening {}

  /**
   * A worker has another state.
   *
   * @param event which
   */
  record Worker(WorkerEvent event) implements Happening {}

  /**
   * A command has written, and all up to there can be read.
   *
   * @param job which job
   * @param node the command
   * @param stream where it has written
   * @param upTo how many bytes there are by now
   */
  record Output(JobId job, Pointer node, StreamName stream, long upTo) implements Happening {}
}
