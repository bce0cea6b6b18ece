package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import io.jobsch.workers.Ending;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import java.util.List;
import java.util.Optional;

/**
 * What workers say of the commands that they run. The end of an attempt that is over already is
 * late news: it is acknowledged, so that its worker may forget it, and changes nothing.
 */
final class OnAttempt {
  private OnAttempt() {}

  static void started(Turn turn, News.Started news) {
    turn.state()
        .running(news.attempt())
        .filter(job -> !job.node(news.attempt().node()).confirmed())
        .filter(job -> job.workerOf(news.attempt().node()).equals(news.worker()))
        .ifPresent(job -> turn.decide(new Fact.AttemptConfirmed(news.attempt())));
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
    }
    Optional<RunningJob> job =
        turn.state().running(attempt).filter(it -> it.workerOf(attempt.node()).equals(worker.id()));
    job.ifPresent(it -> ended(turn, it, attempt.node(), worker, news.ending()));
  }

  private static void ended(Turn turn, RunningJob job, int index, WorkerRun worker, Ending ending) {
    PlanNode.CommandNode node = (PlanNode.CommandNode) job.plan().node(index);
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
    turn.state()
        .running(attempt)
        .ifPresent(
            job -> {
              int index = attempt.node();
              Outcome outcome = Outcome.silent(job.plan().node(index), job.workerOf(index));
              turn.decide(
                  new Fact.WorkerQuarantined(
                      job.workerOf(index), "did not tell the end of " + attempt, turn.at()));
              Progress progress = new Progress(turn, job);
              progress.end(index, outcome);
              progress.ended(index);
            });
  }
}
