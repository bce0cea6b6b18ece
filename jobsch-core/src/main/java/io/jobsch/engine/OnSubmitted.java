package io.jobsch.engine;

/**
 * A job is put at the end of the queue. Submitted again under the same name, it is the same job.
 */
final class OnSubmitted {
  private OnSubmitted() {}

  static void react(Turn turn, Event.Submitted event) {
    State state = turn.state();
    boolean known =
        state.queue().find(event.job()).isPresent() || state.running(event.job()).isPresent();
    if (!known) {
      turn.decide(new Fact.JobSubmitted(event.job(), event.plan(), turn.now().ticks(), turn.at()));
      for (WorkerRun worker : state.pool().askable()) {
        AskSuitability.of(turn, worker, event.plan().roles());
      }
    }
    turn.effect(new Effect.Accepted(event.job()));
  }
}
