package io.jobsch.vertx.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Drops a reader who takes nothing of what is sent to it for longer than it may. */
final class SlowReader {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final long timer;
  private long fullSince = Long.MAX_VALUE;

  SlowReader(Vertx vertx, HttpServerRequest request, Timing timing) {
    this.vertx = vertx;
    this.request = request;
    long patience = timing.stall().toNanos();
    this.timer =
        vertx.setPeriodic(
            Math.max(1, timing.stall().toMillis() / 4), id -> look(System.nanoTime(), patience));
  }

  private void look(long now, long patience) {
    HttpServerResponse response = request.response();
    if (response.closed() || !response.writeQueueFull()) {
      fullSince = Long.MAX_VALUE;
    } else if (fullSince == Long.MAX_VALUE) {
      fullSince = now;
    } else if (now - fullSince > patience) {
      request.connection().close();
    }
  }

  /** It has taken something. */
  void drained() {
    fullSince = Long.MAX_VALUE;
  }

  /** It is none any more. */
  void end() {
    vertx.cancelTimer(timer);
  }
}
