package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import java.util.SortedSet;

/**
 * A job is put at the end of the queue. Submitted again under the same name, it is the same job.
 */
final class OnSubmitted {
  private OnSubmitted() {}

  static void react(Turn turn, Event.Submitted event) {
    State state = turn.state();
    if (!state.knows(event.job())) {
      turn.decide(new Fact.JobSubmitted(event.job(), event.plan(), turn.now().ticks(), turn.at()));
      if (isAnybodyToAsk(state.pool(), event.plan().roles())) {
        for (WorkerRun worker : state.pool().askable()) {
          AskSuitability.of(turn, worker, event.plan().roles());
        }
      }
    }
    turn.effect(new Effect.Accepted(event.job()));
  }

  private static boolean isAnybodyToAsk(Pool pool, SortedSet<RoleName> roles) {
    return !pool.askable().isEmpty()
        && pool.classes().all().stream().anyMatch(workers -> isToAsk(workers, roles));
  }

  private static boolean isToAsk(WorkerClass workers, SortedSet<RoleName> roles) {
    return workers.suitability().mustBeAsked()
        && roles.stream().anyMatch(role -> workers.suitability().knows(role).isEmpty());
  }
}
