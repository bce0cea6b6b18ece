package io.jobsch.engine;

import io.jobsch.workers.News;

/** Passes on what a worker said; news of a life that is over is late, and says nothing any more. */
final class OnWorkerSaid {
  private OnWorkerSaid() {}

  static void react(Turn turn, News news) {
    if (news instanceof News.Joined it) {
      OnWorkerJoined.react(turn, it);
    } else if (news instanceof News.Left it) {
      OnWorkerGone.react(turn, it.worker(), it.incarnation(), it.worker() + " has left");
    } else {
      turn.state()
          .pool()
          .find(news.worker())
          .filter(worker -> worker.incarnation().equals(news.incarnation()))
          .ifPresent(worker -> current(turn, worker, news));
    }
  }

  private static void current(Turn turn, WorkerRun worker, News news) {
    if (news instanceof News.Started it) {
      OnAttempt.started(turn, worker, it);
    } else if (news instanceof News.Ended it) {
      OnAttempt.ended(turn, worker, it);
    } else if (news instanceof News.Suits it) {
      OnSuitability.learned(turn, worker, it);
    } else if (news instanceof News.SuitabilityChanged) {
      OnSuitability.changed(turn, worker);
    } else {
      throw new AssertionError("news without a reaction: " + news);
    }
  }
}
