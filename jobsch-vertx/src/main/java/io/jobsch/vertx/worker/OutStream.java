package io.jobsch.vertx.worker;

import io.jobsch.plan.AttemptId;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.Head;
import io.jobsch.vertx.wire.Patience;
import io.jobsch.vertx.wire.Protocol;
import io.jobsch.workers.StreamName;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a command writes to one stream and is not known to be stored. It holds a window of bytes; a
 * command that writes more waits. Safe for use by any thread.
 */
final class OutStream {
  private final AttemptId attempt;
  private final StreamName stream;
  private final Ring held;
  private final int window;
  private final Patience patience = new Patience();
  private long sent;
  private long limit;
  private boolean closed;

  /** One that nothing was written to. */
  OutStream(AttemptId attempt, StreamName stream, int window) {
    this.attempt = attempt;
    this.stream = stream;
    this.window = window;
    this.held = new Ring(window);
    this.limit = window;
  }

  /**
   * Takes bytes, and waits until there is room for all of them.
   *
   * @param wake is called whenever there is something to send
   */
  void write(long offset, ByteBuffer bytes, Runnable wake) {
    while (true) {
      synchronized (this) {
        if (held.end() < offset && !closed) {
          skipTo(offset);
        }
        awaitRoom();
        if (closed) {
          return;
        }
        held.add(bytes);
      }
      wake.run();
      if (!bytes.hasRemaining()) {
        return;
      }
      offset = end();
    }
  }

  /** Something before was lost on its way here; what is held is sent first. */
  private void skipTo(long offset) {
    while (held.from() < held.end() && !closed) {
      await();
    }
    held.startAt(offset);
    sent = offset;
    limit = offset + window;
  }

  private void awaitRoom() {
    while (held.room() == 0 && !closed) {
      await();
    }
  }

  /** Whoever writes has no other way to wait, and is told by no interrupt that it is not to. */
  private void await() {
    boolean interrupted = false;
    try {
      wait();
    } catch (InterruptedException e) {
      interrupted = true;
      closed = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized long end() {
    return held.end();
  }

  /** The next frame that may be sent. */
  synchronized Optional<Frame.Output> next(Head head, long now) {
    int count = (int) Math.min(Protocol.LARGEST_OUTPUT, Math.min(held.end(), limit) - sent);
    if (count <= 0) {
      return Optional.empty();
    }
    if (sent == held.from()) {
      patience.reset(now);
    }
    Frame.Output frame =
        new Frame.Output(
            head, attempt, stream, held.from(), sent, Buffer.buffer(held.read(sent, count)));
    sent += count;
    return Optional.of(frame);
  }

  /** All up to there is stored, and as much may be sent as the limit says. */
  synchronized void stored(long upTo, long newLimit, long now) {
    if (upTo > held.from()) {
      patience.reset(now);
    }
    held.cutTo(upTo);
    sent = Math.max(sent, held.from());
    limit = Math.max(limit, newLimit);
    notifyAll();
  }

  /** What was sent and is not known to be stored is to be sent again, if it is time to. */
  synchronized boolean repeat(long now) {
    boolean late = sent > held.from() && patience.isOut(now);
    if (late) {
      sent = held.from();
    }
    return late;
  }

  /** The other side knows nothing of what was sent and not stored. */
  synchronized void beginAnew() {
    sent = held.from();
    limit = held.from() + window;
  }

  synchronized boolean isEmpty() {
    return held.from() == held.end();
  }

  /** Nobody wants it any more; whoever waits goes on. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
