package io.jobsch.journal;

import io.jobsch.engine.Fact;
import io.jobsch.spi.Journal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Keeps nothing, at once: for a scheduler whose jobs need not outlive it. */
public final class VolatileJournal implements Journal {
  /** An empty one, as it will always be. */
  public VolatileJournal() {}

  /** Has nothing to tell. */
  @Override
  public void replay(Consumer<Fact> each) {}

  @Override
  public CompletionStage<Void> append(List<Fact> facts) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
