package io.jobsch.journal;

import io.jobsch.engine.Fact;
import io.jobsch.spi.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A journal for tests: keeps facts as long as somebody refers to it, fails or hesitates when told
 * to, and objects when it is not used as a journal must be. May be used by any thread.
 */
public final class MemoryJournal implements Journal {
  private final List<Fact> kept;
  private final List<Held> held = new ArrayList<>();
  private boolean holding;
  private boolean replayed;
  private boolean appended;
  private boolean closed;
  private RuntimeException failure = NONE;

  private static final RuntimeException NONE = new RuntimeException("no failure");

  /** An empty one. */
  public MemoryJournal() {
    this(new CopyOnWriteArrayList<>());
  }

  private MemoryJournal(List<Fact> kept) {
    this.kept = kept;
  }

  /**
   * What a later scheduler finds: another journal that holds what this one has made durable. What
   * it holds back is lost, as in a crash. Closes this one.
   */
  public MemoryJournal reopened() {
    close();
    return new MemoryJournal(kept);
  }

  /** What is durable, oldest first. */
  public List<Fact> facts() {
    return List.copyOf(kept);
  }

  /** From now on, nothing is durable before {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  /** Makes durable what is held back, on the caller's thread, and holds back no more. */
  public void release() {
    List<Held> released;
    synchronized (this) {
      holding = false;
      released = List.copyOf(held);
      held.clear();
      released.forEach(it -> kept.addAll(it.facts));
    }
    released.forEach(it -> it.durable.complete(null));
  }

  /** Whether something waits for {@link #release}. */
  public synchronized boolean holdsBack() {
    return !held.isEmpty();
  }

  /** From now on, every append fails so, and keeps nothing. */
  public synchronized void failWith(RuntimeException why) {
    failure = why;
  }

  /** Whether it was closed. */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void replay(Consumer<Fact> each) {
    expect(!closed, "replay: expected a journal that is open");
    expect(!replayed, "replay: expected one call, found another");
    expect(!appended, "replay: expected it before the first append");
    replayed = true;
    kept.forEach(each);
  }

  @Override
  public synchronized CompletionStage<Void> append(List<Fact> facts) {
    expect(held.isEmpty(), "append: expected none before the last one is completed");
    appended = true;
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the journal is closed"));
    }
    if (failure != NONE) {
      return CompletableFuture.failedFuture(failure);
    }
    if (holding) {
      Held batch = new Held(List.copyOf(facts), new CompletableFuture<>());
      held.add(batch);
      return batch.durable;
    }
    kept.addAll(facts);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized void close() {
    closed = true;
    held.clear();
  }

  private static void expect(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }

  private record Held(List<Fact> facts, CompletableFuture<Void> durable) {}
}
