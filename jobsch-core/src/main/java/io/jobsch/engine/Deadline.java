package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;

/** A time that the engine wants to be told of; set again, it replaces the former. */
public sealed interface Deadline {
  /**
   * A group has taken as long as it may.
   *
   * @param job which job
   * @param node the group
   */
  record GroupTimeout(JobId job, int node) implements Deadline {}

  /**
   * A worker should have told the end of an attempt by now, however long its kill took.
   *
   * @param attempt which
   */
  record Backstop(AttemptId attempt) implements Deadline {}
}
