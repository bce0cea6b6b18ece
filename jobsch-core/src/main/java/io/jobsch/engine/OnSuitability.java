package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.News;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** A worker says which roles it suits. Only what is wanted of that is kept. */
final class OnSuitability {
  private OnSuitability() {}

  static void learned(Turn turn, WorkerRun worker, News.Suits news) {
    SortedSet<RoleName> demanded = turn.state().queue().demanded();
    SortedMap<RoleName, Boolean> wanted = new TreeMap<>();
    news.answers()
        .forEach(
            (role, suits) -> {
              if (demanded.contains(role)) {
                wanted.put(role, suits);
              }
            });
    if (worker.mustBeAsked()) {
      turn.decide(new Fact.SuitabilityLearned(worker.id(), wanted, news.problem()));
    }
  }

  static void changed(Turn turn, WorkerRun worker) {
    turn.decide(new Fact.SuitabilityForgotten(worker.id()));
    AskSuitability.of(turn, worker, turn.state().queue().demanded());
  }
}
