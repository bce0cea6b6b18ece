package io.jobsch.runtime;

import io.jobsch.engine.Engine;
import io.jobsch.engine.Event;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What arrives at the loop. */
sealed interface Input {
  /** Something happened. */
  record Happened(Event event) implements Input {}

  /** Somebody wants to know something, as it stands when all that arrived before is durable. */
  record Asked<T>(Function<Engine, T> question, CompletableFuture<T> answer) implements Input {
    void answer(Engine engine) {
      try {
        answer.complete(question.apply(engine));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
