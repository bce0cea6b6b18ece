package io.jobsch.process;

import io.jobsch.workers.StreamName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Carries one stream of one command to its observer, and when the command has ended, drains what
 * others still write. Runs on a thread of its own, so that an observer that blocks holds up nobody
 * else.
 */
final class OutputPump implements Runnable {
  private static final Logger LOG = System.getLogger(OutputPump.class.getName());

  private static final int CHUNK = 64 * 1024;

  private final StreamName stream;
  private final OutputPipe pipe;
  private final CommandObserver observer;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
  private final CompletableFuture<Long> told = new CompletableFuture<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile long written;
  private volatile boolean abandoned;

  OutputPump(StreamName stream, OutputPipe pipe, CommandObserver observer) {
    this.stream = stream;
    this.pipe = pipe;
    this.observer = observer;
  }

  /** Completed with the number of bytes when the observer was told all of the command's own. */
  CompletableFuture<Long> told() {
    return told;
  }

  /** Completed when everyone has closed the stream, or it was abandoned. */
  CompletableFuture<Void> done() {
    return done;
  }

  /** The command has ended: what it has written is in the pipe by now. */
  void commandEnded() {
    try {
      pipe.processEnded();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a pipe", e);
    }
  }

  /** Gives up reading, and does not wait for an observer that does not come back. */
  void abandon() {
    abandoned = true;
    try {
      pipe.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a pipe", e);
    }
    told.complete(written);
    done.complete(null);
  }

  @Override
  public void run() {
    try (pipe) {
      while (pipe.read(empty())) {
        tell();
      }
      tell(pipe.left());
      told.complete(written);
      while (pipe.readOn(empty())) {
        // Nobody wants it, and whoever writes it must not be held up.
      }
    } catch (IOException e) {
      if (!abandoned) {
        LOG.log(Level.WARNING, "reading the " + stream + " of a command failed", e);
      }
    } finally {
      told.complete(written);
      done.complete(null);
    }
  }

  private void tell(int left) throws IOException {
    for (int rest = left; rest > 0; rest -= buffer.limit()) {
      empty().limit(Math.min(rest, CHUNK));
      if (!pipe.readOn(buffer)) {
        return;
      }
      tell();
    }
  }

  private void tell() {
    if (abandoned) {
      return;
    }
    buffer.flip();
    written += buffer.remaining();
    observer.output(stream, buffer.duplicate());
  }

  private ByteBuffer empty() {
    // A channel is closed when its reader is interrupted, and observers may leave that behind.
    Thread.interrupted();
    return buffer.clear();
  }
}
