package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.workers.Order;
import java.util.Optional;

/** Something that the engine wants done in the world, once its facts are durable. */
public sealed interface Effect {
  /**
   * Give a worker an order.
   *
   * @param order which
   */
  record Tell(Order order) implements Effect {}

  /**
   * Say so when that time has come.
   *
   * @param deadline names the time; a later one of the same name replaces it
   * @param ticks when; see {@link Now}
   */
  record SetDeadline(Deadline deadline, long ticks) implements Effect {}

  /**
   * That time is of no interest any more.
   *
   * @param deadline which
   */
  record ClearDeadline(Deadline deadline) implements Effect {}

  /**
   * Tell whoever submitted a job that it is in safe hands.
   *
   * @param job which
   */
  record Accepted(JobId job) implements Effect {}

  /**
   * Answer a request to cancel.
   *
   * @param request which request
   * @param job which job
   * @param state where the job stands now; empty if the engine has no such job, or no longer
   */
  record CancelAnswered(long request, JobId job, Optional<JobState> state) implements Effect {}

  /**
   * A job is over: say so, once.
   *
   * @param result what became of it
   */
  record Report(JobResult result) implements Effect {}
}
