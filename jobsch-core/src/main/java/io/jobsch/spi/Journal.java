package io.jobsch.spi;

import io.jobsch.engine.Fact;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Keeps facts, in their order. */
public interface Journal extends AutoCloseable {
  /**
   * Reads all that is kept, oldest first. Called once, before the first append; may block.
   *
   * @param each is given each fact
   */
  void replay(Consumer<Fact> each);

  /**
   * Adds facts behind those that are kept: all of them or, if it fails, none. Called on the
   * scheduler's loop, and not again before the stage is completed: must not block.
   *
   * @return completed, on any thread, when the facts are as durable as this journal makes them;
   *     completed exceptionally if they are not kept, after which the scheduler stops
   */
  CompletionStage<Void> append(List<Fact> facts);

  /** Gives back what it holds. Harmless when called again. */
  @Override
  void close();
}
