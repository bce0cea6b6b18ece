package io.jobsch.vertx.bus;

import io.jobsch.spi.OutputSink;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Where output goes that has arrived, and how much of it may wait there. Safe for use by any
 * thread.
 */
final class OutputIntake {
  private final Supplier<OutputSink> sink;
  private final Executor threads;
  private final long room;
  private final AtomicLong waiting = new AtomicLong();

  /**
   * An intake that holds nothing.
   *
   * @param sink takes it in; may block
   * @param threads on which it does
   * @param room how many bytes may wait, of all streams together
   */
  OutputIntake(Supplier<OutputSink> sink, Executor threads, long room) {
    this.sink = sink;
    this.threads = threads;
    this.room = room;
  }

  /** Whether there is room for so many more bytes, which is taken if there is. */
  boolean take(int bytes) {
    if (waiting.addAndGet(bytes) <= room) {
      return true;
    }
    waiting.addAndGet(-bytes);
    return false;
  }

  void giveBack(int bytes) {
    waiting.addAndGet(-bytes);
  }

  OutputSink sink() {
    return sink.get();
  }

  void execute(Runnable task) {
    threads.execute(task);
  }
}
