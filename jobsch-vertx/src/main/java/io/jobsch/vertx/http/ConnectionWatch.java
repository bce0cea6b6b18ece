package io.jobsch.vertx.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts off connections on which nothing is asked: those that take too long to say what they want,
 * and those that stay behind. Used on one event loop.
 */
final class ConnectionWatch {
  private final Map<HttpConnection, Long> deadlines = new IdentityHashMap<>();
  private final Timing timing;
  private final Vertx vertx;
  private final long sweeper;

  ConnectionWatch(Vertx vertx, Timing timing) {
    this.vertx = vertx;
    this.timing = timing;
    long shortest = Math.min(timing.head().toMillis(), timing.idle().toMillis());
    this.sweeper = vertx.setPeriodic(Math.max(1, Math.min(1_000, shortest / 4)), id -> sweep());
  }

  /** A client has connected. */
  void connected(HttpConnection connection) {
    connection.closeHandler(gone -> deadlines.remove(connection));
    allow(connection, timing.head());
  }

  /**
   * The head of a request has come: from now on others see to it that it does not take for ever.
   */
  void asked(HttpConnection connection) {
    deadlines.replace(connection, Long.MAX_VALUE);
  }

  /** The request has been answered. */
  void answered(HttpConnection connection) {
    if (deadlines.containsKey(connection)) {
      allow(connection, timing.idle());
    }
  }

  /**
   * It carries something else now, of which others know when it is silent, and when it is closed.
   */
  void forget(HttpConnection connection) {
    deadlines.remove(connection);
  }

  private void allow(HttpConnection connection, Duration time) {
    deadlines.put(connection, System.nanoTime() + time.toNanos());
  }

  private void sweep() {
    long now = System.nanoTime();
    List<HttpConnection> late = new ArrayList<>();
    deadlines.forEach(
        (connection, deadline) -> {
          if (deadline != Long.MAX_VALUE && deadline - now < 0) {
            late.add(connection);
          }
        });
    late.forEach(HttpConnection::close);
  }

  void end() {
    vertx.cancelTimer(sweeper);
  }
}
