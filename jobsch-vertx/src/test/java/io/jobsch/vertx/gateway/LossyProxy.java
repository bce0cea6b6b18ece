package io.jobsch.vertx.gateway;

import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.wire.Assembly;
import io.jobsch.vertx.wire.Protocol;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lies between workers and their server, and does to messages what a bad network does: loses some,
 * doubles some, has some overtaken by others, and cuts connections. On request it swallows
 * everything in silence, as a cut cable does.
 */
final class LossyProxy implements AutoCloseable {
  private static final int LONGEST_DELAY_MILLIS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient client =
      vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(1_000));
  private final List<ServerWebSocket> open = new ArrayList<>();
  private final Random random;
  private final Odds odds;
  private final int port;
  private final HttpServer server;
  private volatile boolean silent;

  /**
   * What happens to messages.
   *
   * @param lost how many of 100 are lost
   * @param doubled how many of 100 are doubled
   * @param late how many of 100 are overtaken
   * @param cutAfter after how many messages a connection is cut; 0 for never
   */
  record Odds(int lost, int doubled, int late, int cutAfter) {
    static final Odds NONE = new Odds(0, 0, 0, 0);
    static final Odds BAD = new Odds(5, 5, 10, 200);
  }

  private LossyProxy(int port, long seed, Odds odds) {
    this.port = port;
    this.random = new Random(seed);
    this.odds = odds;
    this.server =
        TestScheduler.get(
            vertx.createHttpServer().webSocketHandler(this::connected).listen(0, "127.0.0.1"));
  }

  /** One before the server at that port. */
  static LossyProxy before(int port, long seed, Odds odds) {
    return new LossyProxy(port, seed, odds);
  }

  int port() {
    return server.actualPort();
  }

  /** From now on nothing passes, and nobody is told. */
  void fallSilent(boolean now) {
    silent = now;
  }

  /** Cuts every connection. */
  void cut() {
    vertx.runOnContext(now -> List.copyOf(open).forEach(ServerWebSocket::close));
  }

  private void connected(ServerWebSocket worker) {
    worker.pause();
    WebSocketConnectOptions request =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(worker.uri())
            .addHeader(Gateway.VERSION_HEADER, Integer.toString(Protocol.VERSION));
    client
        .connect(request)
        .onFailure(gone -> worker.close())
        .onSuccess(
            scheduler -> {
              synchronized (open) {
                open.add(worker);
              }
              pass(worker, scheduler);
              pass(scheduler, worker);
              worker.closeHandler(gone -> scheduler.close());
              scheduler.closeHandler(gone -> worker.close());
              worker.resume();
            });
  }

  private void pass(WebSocketBase from, WebSocketBase to) {
    int[] passed = {0};
    Assembly.of(from, message -> pass(message, from, to, passed));
  }

  private synchronized void pass(
      Buffer message, WebSocketBase from, WebSocketBase to, int[] passed) {
    if (silent || chance(odds.lost)) {
      return;
    }
    if (odds.cutAfter > 0 && ++passed[0] > odds.cutAfter) {
      from.close();
      return;
    }
    int times = chance(odds.doubled) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      if (chance(odds.late)) {
        vertx.setTimer(1 + random.nextInt(LONGEST_DELAY_MILLIS), late -> send(to, message));
      } else {
        send(to, message);
      }
    }
  }

  private boolean chance(int ofHundred) {
    return random.nextInt(100) < ofHundred;
  }

  private static void send(WebSocketBase to, Buffer message) {
    if (!to.isClosed()) {
      Assembly.send(to, message);
    }
  }

  @Override
  public void close() {
    TestScheduler.get(vertx.close());
  }
}
