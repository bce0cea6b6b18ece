package io.jobsch.vertx.http;

import io.jobsch.vertx.jobs.Entry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One reader of events. It holds nothing for the reader but the number of the last event that was
 * written: a slow one is behind, and one that is so far behind that the log has dropped what comes
 * next is cut off, to come back and be told of the gap.
 */
final class EventStream {
  private static final int BATCH = 64;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final EventSource source;
  private final SlowReader slow;
  private final Runnable whenClosed;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable watching;
  private final long heartbeat;
  private long last;
  private boolean wrote;
  private boolean closed;

  EventStream(
      Vertx vertx,
      HttpServerRequest request,
      EventSource source,
      Timing timing,
      Runnable whenClosed) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.request = request;
    this.response = request.response();
    this.source = source;
    this.slow = new SlowReader(vertx, request, timing);
    this.whenClosed = whenClosed;
    this.watching = source.log().watch(this::wake);
    this.heartbeat = vertx.setPeriodic(timing.heartbeat().toMillis(), id -> beat());
  }

  /**
   * Begins.
   *
   * @param from the number of the last event that the reader has seen
   * @param gap whether some were lost between what it has seen and that
   */
  void open(String origin, long from, boolean gap) {
    last = from;
    response.closeHandler(gone -> close());
    response.exceptionHandler(gone -> close());
    response.drainHandler(
        ready -> {
          slow.drained();
          pump();
        });
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    String start = "id: " + new EventId(origin, from) + "\n\n";
    response.write(gap ? "event: gap\ndata: {}\n" + start : start);
    pump();
  }

  /** Called on any thread, and often. */
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(now -> pump());
    }
  }

  private void pump() {
    woken.set(false);
    while (!closed && !response.writeQueueFull()) {
      if (!source.reaches(last)) {
        request.connection().close();
        return;
      }
      List<Entry> entries = source.after(last, BATCH);
      if (entries.isEmpty()) {
        return;
      }
      write(entries);
    }
  }

  private void write(List<Entry> entries) {
    Buffer text = Buffer.buffer();
    boolean end = false;
    for (Entry entry : entries) {
      text.appendString("id: " + new EventId(source.log().origin(), entry.number()))
          .appendString("\nevent: " + Documents.kind(entry.happening()))
          .appendString("\ndata: " + Documents.happening(entry.happening()).encode() + "\n\n");
      last = entry.number();
      end = end || source.endsWith(entry.happening());
    }
    wrote = true;
    if (end) {
      response.end(text);
      close();
    } else {
      response.write(text);
    }
  }

  private void beat() {
    if (!wrote && !response.writeQueueFull()) {
      response.write(": alive\n\n");
    }
    wrote = false;
  }

  private void close() {
    if (!closed) {
      closed = true;
      watching.run();
      vertx.cancelTimer(heartbeat);
      slow.end();
      whenClosed.run();
    }
  }
}
