package io.jobsch.vertx.http;

import io.jobsch.result.Output;
import io.jobsch.vertx.jobs.OutputWatch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Sends what a command wrote to one reader, slice by slice: the next is read from the disk, by
 * another thread, only when the reader has room for it. Where bytes are missing, the marker says
 * so; a reader that follows and falls behind sees it too.
 */
final class OutputStreaming {
  private static final Logger LOG = System.getLogger(OutputStreaming.class.getName());
  private static final int SLICE = 64 * 1024;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Supplier<Future<OutputNow>> find;
  private final long end;
  private final boolean announced;
  private final OutputForm form;
  private final long heartbeatMillis;
  private final SlowReader slow;
  private final Runnable whenClosed;
  private final AtomicBoolean more = new AtomicBoolean();
  private final AtomicBoolean changed = new AtomicBoolean();
  private Runnable unfollow = () -> {};
  private OutputNow now = new OutputNow(Output.EMPTY, false);
  private long at;
  private boolean busy;
  private boolean wrote;
  private boolean closed;

  OutputStreaming(
      Vertx vertx, HttpServerRequest request, Part part, Timing timing, Runnable whenClosed) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.request = request;
    this.response = request.response();
    this.find = part.find();
    this.at = part.from();
    this.end = part.end();
    this.announced = part.announced();
    this.form = part.form();
    this.heartbeatMillis = timing.heartbeat().toMillis();
    this.slow = new SlowReader(vertx, request, timing);
    this.whenClosed = whenClosed;
  }

  /**
   * What is sent.
   *
   * @param from the first byte
   * @param end the byte behind the last; beyond everything for all that the command will write
   * @param announced whether its length was told, so that no byte of it may be missing
   * @param form in which form
   * @param find how the command stands
   */
  record Part(
      long from, long end, boolean announced, OutputForm form, Supplier<Future<OutputNow>> find) {}

  /** Sends what there is. */
  void begin(OutputNow found) {
    now = found;
    response.closeHandler(gone -> close());
    response.exceptionHandler(gone -> close());
    response.drainHandler(
        ready -> {
          slow.drained();
          pump();
        });
    pump();
  }

  /** Sends what there is and what comes. */
  void follow(OutputNow found, OutputWatch watch, OutputPlace place) {
    unfollow =
        watch.follow(
            place.job(),
            place.node(),
            new OutputWatch.Follower() {
              @Override
              public void wrote() {
                wake(more);
              }

              @Override
              public void changed() {
                wake(changed);
              }
            });
    response.writeHead();
    if (form == OutputForm.FRAMED) {
      long heartbeat = vertx.setPeriodic(heartbeatMillis, id -> beat());
      Runnable stopFollowing = unfollow;
      unfollow =
          () -> {
            stopFollowing.run();
            vertx.cancelTimer(heartbeat);
          };
    }
    begin(found);
    // What happened between finding it and following was told to nobody.
    wake(changed);
  }

  /** An empty frame: the command writes nothing, but the connection is there. */
  private void beat() {
    if (!wrote && !closed && !response.writeQueueFull()) {
      response.write(form.write(at, at, new byte[0]));
    }
    wrote = false;
  }

  private void wake(AtomicBoolean what) {
    if (!what.getAndSet(true)) {
      context.runOnContext(ready -> pump());
    }
  }

  private void pump() {
    if (busy || closed || response.writeQueueFull()) {
      return;
    }
    if (at >= end) {
      finish();
      return;
    }
    busy = true;
    more.set(false);
    Output output = now.output();
    int most = (int) Math.min(SLICE, end - at);
    vertx.executeBlocking(() -> output.slice(at, most), false).onComplete(this::take, this::fail);
  }

  private void take(Output.Slice slice) {
    busy = false;
    if (closed) {
      return;
    }
    if (announced && (slice.offset() > at || slice.bytes().length == 0)) {
      fail(new IllegalStateException("what was announced has been dropped meanwhile"));
      return;
    }
    long reached = Math.min(slice.offset(), end);
    byte[] bytes = slice.offset() < end ? slice.bytes() : new byte[0];
    if (reached > at || bytes.length > 0) {
      response.write(form.write(at, reached, bytes));
      wrote = true;
    }
    boolean moved = slice.end() > at;
    at = Math.max(at, slice.end());
    if (moved || more.get()) {
      pump();
    } else if (now.over() || end < Long.MAX_VALUE) {
      finish();
    } else if (changed.getAndSet(false)) {
      look();
    }
  }

  /** It may have been started since, or be over. */
  private void look() {
    busy = true;
    find.get()
        .onComplete(
            found -> {
              busy = false;
              now = found;
              pump();
            },
            this::fail);
  }

  private void fail(Throwable why) {
    if (!closed) {
      LOG.log(Level.WARNING, "a client's output was cut off: " + why);
      request.connection().close();
      close();
    }
  }

  private void finish() {
    response.end();
    close();
  }

  private void close() {
    if (!closed) {
      closed = true;
      unfollow.run();
      slow.end();
      whenClosed.run();
    }
  }
}
