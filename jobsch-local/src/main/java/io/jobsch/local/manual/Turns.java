package io.jobsch.local.manual;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes calls one after the other, in the order in which they were asked for, on the thread of
 * whoever asks; a call that is asked for within another is made after it. Where a thread is making
 * calls already, it makes those of others, too, and nobody waits.
 */
final class Turns implements Executor {
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  /** Held by whoever makes calls. */
  private final ReentrantLock making = new ReentrantLock();

  @Override
  public void execute(Runnable call) {
    synchronized (waiting) {
      waiting.add(call);
    }
    if (!making.isHeldByCurrentThread()) {
      serve();
    }
  }

  /** A call that comes in after the last look is made after another one. */
  private void serve() {
    while (anyWaits() && making.tryLock()) {
      try {
        makeAll();
      } finally {
        making.unlock();
      }
    }
  }

  /**
   * Does something while nobody else makes calls; waits until that is so.
   *
   * @throws IllegalStateException if a call that is being made asks for it
   */
  void exclusively(String what, Runnable action) {
    if (making.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          what + ": expected to be called by a test, found a listener, or what a future completes");
    }
    making.lock();
    try {
      makeAll();
      action.run();
    } finally {
      making.unlock();
    }
    serve();
  }

  /** Makes the calls that wait, and those that come of them; for what is done exclusively. */
  void makeAll() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  private boolean anyWaits() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  private Optional<Runnable> next() {
    synchronized (waiting) {
      return Optional.ofNullable(waiting.poll());
    }
  }
}
