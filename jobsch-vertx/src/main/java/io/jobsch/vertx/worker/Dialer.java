package io.jobsch.vertx.worker;

import io.jobsch.vertx.gateway.Gateway;
import io.jobsch.vertx.wire.Protocol;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps a worker connected: dials, and dials again when the connection is gone, after a time that
 * grows and that differs from worker to worker, so that not all come at once. Used on its worker's
 * context.
 */
final class Dialer {
  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_000;
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final WebSocketClient client;
  private final RemoteOptions options;
  private final NetworkWorker worker;
  private final RemoteListener listener;
  private Optional<WebSocket> socket = Optional.empty();
  private Optional<String> told = Optional.empty();
  private long delay = SHORTEST_MILLIS;
  private boolean closed;

  Dialer(
      Vertx vertx,
      WebSocketClient client,
      RemoteOptions options,
      NetworkWorker worker,
      RemoteListener listener) {
    this.vertx = vertx;
    this.client = client;
    this.options = options;
    this.worker = worker;
    this.listener = listener;
  }

  void dial() {
    if (closed) {
      return;
    }
    WebSocketConnectOptions request =
        new WebSocketConnectOptions()
            .setHost(options.scheduler().getHost())
            .setPort(options.port())
            .setSsl(options.isTls())
            .setURI(options.path())
            .setAllowOriginHeader(false)
            .setTimeout(HANDSHAKE.toMillis())
            .addHeader(Gateway.VERSION_HEADER, Integer.toString(Protocol.VERSION));
    options.token().ifPresent(token -> request.addHeader("authorization", "Bearer " + token));
    client.connect(request).onComplete(this::opened, this::failed);
  }

  private void opened(WebSocket open) {
    if (closed) {
      open.close();
      return;
    }
    socket = Optional.of(open);
    SocketCarrier carrier = new SocketCarrier(open, worker.link());
    open.closeHandler(
        gone -> {
          socket = Optional.empty();
          worker.link().closed(carrier);
          if (!closed) {
            waiting("the connection to " + options.scheduler() + " is gone; connecting again");
            again();
          }
        });
    worker.link().opened(carrier);
  }

  private void failed(Throwable why) {
    if (closed) {
      return;
    }
    DialFailure failure = DialFailure.of(why, options);
    if (failure.definite() && !worker.everConnected()) {
      refused(failure.text());
    } else {
      waiting(failure.text());
      again();
    }
  }

  /** The scheduler has said no. One that runs something waits until its lease runs out. */
  void refused(String why) {
    if (worker.everConnected()) {
      waiting(why);
    } else {
      closed = true;
      listener.refused(worker.id(), why);
    }
  }

  private void waiting(String why) {
    if (told.filter(why::equals).isEmpty()) {
      told = Optional.of(why);
      listener.waiting(worker.id(), why);
    }
  }

  private void again() {
    long jitter = ThreadLocalRandom.current().nextLong(delay / 2 + 1);
    vertx.setTimer(delay - jitter, timer -> dial());
    delay = Math.min(2 * delay, LONGEST_MILLIS);
  }

  /** They talk. */
  void connected() {
    told = Optional.empty();
    delay = SHORTEST_MILLIS;
  }

  /** Hangs up for good. */
  void close() {
    closed = true;
    socket.ifPresent(WebSocket::close);
  }
}
