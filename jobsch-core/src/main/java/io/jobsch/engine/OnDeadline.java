package io.jobsch.engine;

import io.jobsch.workers.Urgency;

/**
 * A time has come. If what it was set for is over, or being stopped already, it came late, which is
 * no error.
 */
final class OnDeadline {
  private OnDeadline() {}

  static void react(Turn turn, Deadline deadline) {
    if (deadline instanceof Deadline.GroupTimeout it) {
      turn.state()
          .running(it.job())
          .filter(job -> job.node(it.node()).isRunning())
          .filter(job -> job.node(it.node()).stop().isEmpty())
          .ifPresent(job -> timeOut(turn, job, it.node()));
    } else if (deadline instanceof Deadline.Backstop it) {
      OnAttempt.overdue(turn, it.attempt());
    } else {
      throw new AssertionError("a deadline without a reaction: " + deadline);
    }
  }

  private static void timeOut(Turn turn, RunningJob job, int group) {
    new Stopping(turn, job)
        .stop(group, StopCause.TIMEOUT, Urgency.GRACEFUL, Reasons.timedOut(job.planned(group)));
  }
}
