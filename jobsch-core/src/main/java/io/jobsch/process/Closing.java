package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The end of something that starts commands: no start is under way when it is closed, none comes
 * after it, and whoever closes it again waits until it is.
 */
final class Closing {
  /** Starts share it. */
  private final ReadWriteLock starting = new ReentrantReadWriteLock();

  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean begun;

  /** A start, which is not made any more once closing has begun. */
  interface Start<T> {
    T make() throws CannotStart;
  }

  <T> T unlessBegun(Start<T> start) throws CannotStart {
    starting.readLock().lock();
    try {
      if (begun) {
        throw new CannotStart(Kind.REFUSED, "cannot start a command: its worker is shutting down");
      }
      return start.make();
    } finally {
      starting.readLock().unlock();
    }
  }

  /** Does it, if nobody has; comes back when it is done, whoever does it. */
  void once(Runnable shutDown) {
    if (isFirst()) {
      try {
        shutDown.run();
      } finally {
        closed.complete(null);
      }
    }
    closed.join();
  }

  private boolean isFirst() {
    starting.writeLock().lock();
    try {
      boolean first = !begun;
      begun = true;
      return first;
    } finally {
      starting.writeLock().unlock();
    }
  }
}
