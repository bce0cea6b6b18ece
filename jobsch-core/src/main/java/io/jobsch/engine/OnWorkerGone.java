package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import java.util.Optional;

/**
 * A worker is gone: what it ran is lost, and a job that still needs it. News of a life that is over
 * already changes nothing.
 */
final class OnWorkerGone {
  private OnWorkerGone() {}

  static void react(Turn turn, WorkerId id, Incarnation incarnation, String why) {
    Optional<WorkerRun> worker =
        turn.state().pool().find(id).filter(it -> it.incarnation().equals(incarnation));
    if (worker.isEmpty()) {
      return;
    }
    Optional<RunningJob> job = turn.state().jobOf(id);
    for (AttemptId stray : worker.get().strays()) {
      turn.effect(new Effect.ClearDeadline(new Deadline.Backstop(stray)));
    }
    turn.decide(new Fact.WorkerGone(id, incarnation, why, turn.at()));
    job.ifPresent(it -> new Stopping(turn, it).lose(id, why));
  }
}
