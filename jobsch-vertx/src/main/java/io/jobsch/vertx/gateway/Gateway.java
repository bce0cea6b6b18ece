package io.jobsch.vertx.gateway;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.wire.Protocol;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A route to which workers connect, and its address on the event bus. Whether a worker may connect
 * has to be decided before it. Used on the context that opened it.
 */
public final class Gateway implements Handler<RoutingContext> {
  /** Where it is mounted, below wherever the API is. */
  public static final String PATH = "/workers/connect";

  /** A worker says with it which version of the protocol it speaks. */
  public static final String VERSION_HEADER = "jobsch-worker-protocol";

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 5_000;
  private static final int UPGRADE_REQUIRED = 426;

  private final Vertx vertx;
  private final Context context;
  private final BusAddresses addresses;
  private final String address;
  private final Map<String, Connection> connections = new HashMap<>();
  private final MessageConsumer<Buffer> consumer;
  private final long looking;
  private Consumer<HttpConnection> upgraded = connection -> {};

  private Gateway(Vertx vertx, BusAddresses addresses) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.addresses = addresses;
    this.address = addresses.unique("gateway");
    this.consumer = vertx.eventBus().consumer(address, this::told);
    this.looking = vertx.setPeriodic(LOOK_MILLIS, id -> closeTheSilent());
  }

  /** One that is known on the event bus. To be called on the context that serves its route. */
  public static Future<Gateway> open(Vertx vertx, BusAddresses addresses) {
    Gateway gateway = new Gateway(vertx, addresses);
    return gateway.consumer.completion().map(gateway);
  }

  /** Has somebody told of each connection that is a worker's now, and carries no more requests. */
  public void onUpgrade(Consumer<HttpConnection> listener) {
    upgraded = listener;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    Optional<String> problem = problem(request);
    if (problem.isPresent()) {
      refuse(ctx, problem.get());
      return;
    }
    HttpConnection connection = request.connection();
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              upgraded.accept(connection);
              connected(socket);
            })
        .onFailure(ctx::fail);
  }

  private static Optional<String> problem(HttpServerRequest request) {
    String upgrade = Optional.ofNullable(request.getHeader(HttpHeaders.UPGRADE)).orElse("nothing");
    if (!upgrade.equalsIgnoreCase("websocket")) {
      return Optional.of("expected an upgrade to a WebSocket, found " + upgrade);
    }
    String version = Optional.ofNullable(request.getHeader(VERSION_HEADER)).orElse("none");
    return version.equals(Integer.toString(Protocol.VERSION))
        ? Optional.empty()
        : Optional.of(
            "expected version "
                + Protocol.VERSION
                + " of the worker protocol, found "
                + version
                + "; run workers and server from the same jobsch");
  }

  private static void refuse(RoutingContext ctx, String why) {
    JsonObject problem =
        new JsonObject()
            .put("type", "urn:jobsch:problem:upgrade-required")
            .put("title", "upgrade required")
            .put("status", UPGRADE_REQUIRED)
            .put("detail", why);
    ctx.response()
        .setStatusCode(UPGRADE_REQUIRED)
        .putHeader(HttpHeaders.UPGRADE, "websocket")
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(problem.encode());
  }

  private void connected(ServerWebSocket socket) {
    String link = UUID.randomUUID().toString();
    Connection connection = new Connection(vertx, socket, addresses, address, link);
    connections.put(link, connection);
    socket.exceptionHandler(broken -> socket.close());
    socket.closeHandler(
        closed -> {
          connections.remove(link);
          connection.closed();
        });
  }

  private void told(Message<Buffer> message) {
    String link = Optional.ofNullable(message.headers().get(BusAddresses.LINK)).orElse("");
    Optional<Connection> connection = Optional.ofNullable(connections.get(link));
    if (connection.isEmpty()) {
      vertx
          .eventBus()
          .send(
              addresses.scheduler(),
              Buffer.buffer(),
              BusAddresses.over(address, link)
                  .addHeader(BusAddresses.REMOTE, "")
                  .addHeader(BusAddresses.CLOSE, "closed"));
      return;
    }
    connection.get().send(message.body());
    Optional.ofNullable(message.headers().get(BusAddresses.CLOSE))
        .ifPresent(why -> connection.get().close(why));
  }

  private void closeTheSilent() {
    for (Connection connection : List.copyOf(connections.values())) {
      if (connection.silentNanos() > LONGEST_SILENCE.toNanos()) {
        connection.close("silent");
      }
    }
  }

  /** How many workers are connected. */
  public int connections() {
    return connections.size();
  }

  /** Closes all connections; their workers come back when they can. */
  public Future<Void> close() {
    vertx.cancelTimer(looking);
    context.runOnContext(
        now -> List.copyOf(connections.values()).forEach(it -> it.close("closing")));
    return consumer.unregister();
  }
}
