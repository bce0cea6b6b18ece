package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;

/** Something that happened in the world. */
public sealed interface Event {
  /**
   * Somebody wants a job run. It is answered with {@link Effect.Accepted}.
   *
   * @param job its name, new and chosen by whoever submits
   * @param plan what is to run
   */
  record Submitted(JobId job, JobPlan plan) implements Event {}

  /**
   * Somebody wants a job stopped. It is answered with {@link Effect.CancelAnswered}.
   *
   * @param request names the question for the answer
   * @param job which job
   * @param urgency how; a second, more urgent request hastens the first
   * @param why for people
   */
  record CancelRequested(long request, JobId job, Urgency urgency, String why) implements Event {}

  /**
   * A worker said something.
   *
   * @param news what
   */
  record WorkerSaid(News news) implements Event {}

  /**
   * A worker has not been heard of for so long that nothing it ran can be running still.
   *
   * @param worker who
   * @param incarnation which of its lives is over
   * @param why for people
   */
  record WorkerLost(WorkerId worker, Incarnation incarnation, String why) implements Event {}

  /**
   * The time has come that an effect asked to be told of.
   *
   * @param deadline which
   */
  record DeadlineReached(Deadline deadline) implements Event {}
}
