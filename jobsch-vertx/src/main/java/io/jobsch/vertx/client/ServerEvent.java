package io.jobsch.vertx.client;

import io.jobsch.JobEvent;
import io.jobsch.WorkerEvent;

/** Something that happened on a server. */
public sealed interface ServerEvent {
  /**
   * A job changed its state.
   *
   * @param event how
   */
  record JobChanged(JobEvent.JobChanged event) implements ServerEvent {}

  /**
   * A node changed its state. Of a command that has ended, all that can be read of its output was
   * told before.
   *
   * @param event how
   */
  record NodeChanged(JobEvent.NodeChanged event) implements ServerEvent {}

  /**
   * A worker changed its state.
   *
   * @param event how
   */
  record WorkerChanged(WorkerEvent event) implements ServerEvent {}

  /**
   * A command wrote something.
   *
   * @param place where
   * @param upTo all before this offset can be read
   */
  record OutputAvailable(OutputPlace place, long upTo) implements ServerEvent {}

  /**
   * Events were lost. Of a job, all are told again from its beginning; of a whole server, what
   * follows is what happens from now on.
   */
  record Gap() implements ServerEvent {}
}
