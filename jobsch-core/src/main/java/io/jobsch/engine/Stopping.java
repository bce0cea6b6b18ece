package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.util.List;

/**
 * Stops a part of a job: what waits is not started, what runs is killed. What is being killed as
 * urgently already is left alone, so that nothing puts off the time at which its end is overdue.
 */
final class Stopping {
  private final Turn turn;
  private final RunningJob job;

  Stopping(Turn turn, RunningJob job) {
    this.turn = turn;
    this.job = job;
  }

  void stop(int root, StopCause cause, Urgency urgency, Reason reason) {
    List<Integer> toStop = job.toStop(root, urgency);
    turn.decide(new Fact.StopDecided(job.id(), root, cause, urgency, reason, turn.at()));
    List<Integer> pending = job.pending(root);
    if (!pending.isEmpty()) {
      NodeState state = cause == StopCause.CANCEL ? NodeState.CANCELLED : NodeState.SKIPPED;
      turn.decide(new Fact.NodesDropped(job.id(), pending, state, reason, turn.at()));
    }
    for (int index : toStop) {
      job.node(index).stop().ifPresent(stop -> Orders.stop(turn, job, index, stop));
    }
  }

  /**
   * A worker is gone: what it ran is lost. If the job needed it for anything that it ran or was
   * still to run, the rest is stopped as a cancel would stop it.
   */
  void lose(WorkerId worker, String why) {
    List<Integer> running = job.runningOn(worker);
    List<Integer> waiting = job.waitingFor(worker);
    for (int index : running) {
      new Progress(turn, job).end(index, Outcome.lost(lost(index, why)));
    }
    if (!running.isEmpty()) {
      stopRest(running);
    } else if (!waiting.isEmpty()) {
      stop(JobPlan.ROOT, StopCause.LOSS, Urgency.GRACEFUL, lost(waiting.get(0), why));
    }
  }

  private Reason lost(int index, String why) {
    return Reasons.lost(job.planned(index).pointer(), why);
  }

  /** Commands have been lost: stops the rest of the job, and lets it move on. */
  void stopRest(List<Integer> lost) {
    Reason first = job.gravest().orElseThrow();
    stop(JobPlan.ROOT, StopCause.LOSS, Urgency.GRACEFUL, first);
    lost.forEach(new Progress(turn, job)::ended);
  }
}
