package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import io.jobsch.workers.Ending;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.WorkerId;
import java.util.List;
import java.util.Optional;

/**
 * What workers say of the commands that they run. The end of an attempt that is over already is
 * late news: it is acknowledged, so that its worker may forget it, and changes nothing.
 */
final class OnAttempt {
  private OnAttempt() {}

  static void started(Turn turn, WorkerRun worker, News.Started news) {
    AttemptId attempt = news.attempt();
    Optional<RunningJob> job = turn.state().running(attempt, worker);
    if (job.isEmpty()) {
      Orders.kill(turn, worker, attempt); // its order was long on its way
    } else if (!job.get().node(attempt.node()).confirmed()) {
      turn.decide(new Fact.AttemptConfirmed(attempt));
      watch(turn, job.get(), attempt.node());
    }
  }

  /** Its time runs from here, however long its order was on its way. */
  private static void watch(Turn turn, RunningJob job, int index) {
    if (job.node(index).stop().isEmpty()) {
      Orders.watch(turn, job, index);
    }
  }

  static void ended(Turn turn, WorkerRun worker, News.Ended news) {
    AttemptId attempt = news.attempt();
    turn.effect(new Effect.Tell(new Order.Acknowledge(turn.address(worker.id()), attempt)));
    if (news.ending() instanceof Ending.Unkillable it) {
      String why = "could not kill " + String.join(", ", it.survivors());
      turn.decide(new Fact.WorkerQuarantined(worker.id(), why, turn.at()));
    }
    if (worker.strays().contains(attempt)) {
      turn.decide(new Fact.StrayEnded(worker.id(), attempt));
      turn.effect(new Effect.ClearDeadline(new Deadline.Backstop(attempt)));
    }
    turn.state()
        .running(attempt, worker)
        .ifPresent(it -> ended(turn, it, attempt.node(), worker, news.ending()));
  }

  private static void ended(Turn turn, RunningJob job, int index, WorkerRun worker, Ending ending) {
    PlanNode.CommandNode node = (PlanNode.CommandNode) job.planned(index);
    Outcome outcome = Outcome.of(node, job.node(index), worker.id(), ending);
    Progress progress = new Progress(turn, job);
    progress.end(index, outcome);
    if (outcome.state() == NodeState.LOST) {
      new Stopping(turn, job).stopRest(List.of(index));
    } else {
      progress.ended(index);
    }
  }

  /** A worker has not told the end of a command that must be over by now, killed or not. */
  static void overdue(Turn turn, AttemptId attempt) {
    Optional<RunningJob> job = turn.state().running(attempt);
    job.map(it -> it.workerOf(attempt.node()))
        .or(() -> turn.state().pool().withStray(attempt).map(WorkerRun::id))
        .ifPresent(worker -> quarantine(turn, worker, attempt));
    job.ifPresent(it -> silent(turn, it, attempt.node()));
  }

  private static void quarantine(Turn turn, WorkerId worker, AttemptId attempt) {
    String why = "did not tell the end of " + attempt;
    turn.decide(new Fact.WorkerQuarantined(worker, why, turn.at()));
  }

  private static void silent(Turn turn, RunningJob job, int index) {
    Progress progress = new Progress(turn, job);
    progress.end(index, Outcome.silent(job.planned(index), job.workerOf(index)));
    progress.ended(index);
  }
}
