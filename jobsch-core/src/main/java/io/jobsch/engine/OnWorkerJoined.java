package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.workers.News;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A worker comes, or comes again. One in a new life has lost what it ran in the former; one in the
 * same life is given again the orders that may not have reached it. What it has and nobody wants is
 * killed before it gets work, and so is what it had when it was lost, whether it says so or not.
 */
final class OnWorkerJoined {
  private OnWorkerJoined() {}

  static void react(Turn turn, News.Joined news) {
    Optional<WorkerRun> known = turn.state().pool().find(news.worker());
    known
        .filter(worker -> !worker.incarnation().equals(news.incarnation()))
        .ifPresent(
            worker ->
                OnWorkerGone.react(
                    turn, worker.id(), worker.incarnation(), worker.id() + " was started anew"));
    SortedSet<AttemptId> strays =
        new TreeSet<>(turn.state().pool().unaccounted(news.worker(), news.incarnation()));
    for (AttemptId attempt : news.attempts()) {
      if (!isWanted(turn, news, attempt)) {
        strays.add(attempt);
      }
    }
    turn.decide(
        new Fact.WorkerJoined(
            news.worker(), news.incarnation(), news.profile(), strays, turn.at()));
    WorkerRun worker = turn.state().pool().get(news.worker());
    AskSuitability.of(turn, worker, turn.state().queue().demanded());
    Resumption.orders(turn, worker);
  }

  private static boolean isWanted(Turn turn, News.Joined news, AttemptId attempt) {
    return turn.state()
        .running(attempt)
        .filter(job -> job.workerOf(attempt.node()).equals(news.worker()))
        .filter(job -> turn.state().jobOf(news.worker()).filter(job::equals).isPresent())
        .isPresent();
  }
}
