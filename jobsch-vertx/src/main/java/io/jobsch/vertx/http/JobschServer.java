package io.jobsch.vertx.http;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.gateway.Gateway;
import io.jobsch.vertx.jobs.SchedulerService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The HTTP API behind a port of its own. */
public final class JobschServer {
  private static final Logger LOG = System.getLogger(JobschServer.class.getName());
  private static final long CLOSING_SECONDS = 2;
  private static final int BACKLOG = 1024;

  private final Vertx vertx;
  private final HttpOptions options;
  private final ConnectionWatch connections;
  private final Optional<Gateway> gateway;
  private final Router router;
  private final HttpServer server;
  private final PortUse port;

  private JobschServer(
      Vertx vertx, HttpOptions options, PortUse port, Router router, Optional<Gateway> gateway) {
    this.vertx = vertx;
    this.options = options;
    this.port = port;
    this.connections = new ConnectionWatch(vertx, options.api().timing());
    this.gateway = gateway;
    gateway.ifPresent(it -> it.onUpgrade(connections::forget));
    this.router = router;
    this.server =
        vertx
            .createHttpServer(serverOptions(options))
            .connectionHandler(connections::connected)
            .requestHandler(this::handle)
            .invalidRequestHandler(this::refuse)
            .exceptionHandler(
                why -> LOG.log(Level.DEBUG, "a connection was closed: " + why.getMessage()));
  }

  /**
   * Listens. To be called on the event loop that is to serve.
   *
   * @return fails with what to do, if the server would be open to others, its key is not that of
   *     its certificate, it cannot listen, or another one of this Vert.x instance listens there
   */
  public static Future<JobschServer> listen(
      Vertx vertx, HttpOptions options, SchedulerService service) {
    return checked(vertx, options, EnumSet.allOf(Exposure.Missing.class))
        .compose(safe -> gateway(vertx, service))
        .compose(
            gateway -> {
              Router router =
                  gateway
                      .map(it -> JobschApi.router(vertx, service, options.api(), it))
                      .orElseGet(() -> JobschApi.router(vertx, service, options.api()));
              PortUse port = PortUse.take(vertx, options, true);
              return new JobschServer(vertx, options, port, router, gateway).listen();
            });
  }

  /**
   * Listens for workers alone, and joins them to the event bus of a scheduler that is elsewhere in
   * the cluster. To be called on the event loop that is to serve.
   *
   * @param addresses where the scheduler is on the bus
   * @return fails with what to do, if the server would be open to others, or cannot listen
   */
  public static Future<JobschServer> listenForWorkers(
      Vertx vertx, HttpOptions options, BusAddresses addresses) {
    Set<Exposure.Missing> needed = EnumSet.of(Exposure.Missing.WORKER_TOKEN, Exposure.Missing.TLS);
    return checked(vertx, options, needed)
        .compose(safe -> Gateway.open(vertx, addresses))
        .compose(
            gateway ->
                new JobschServer(
                        vertx,
                        options,
                        PortUse.take(vertx, options, false),
                        WorkerRoutes.router(vertx, options.api(), gateway),
                        Optional.of(gateway))
                    .listen());
  }

  private static Future<Void> checked(
      Vertx vertx, HttpOptions options, Set<Exposure.Missing> needed) {
    return vertx
        .executeBlocking(
            () -> {
              options.tls().ifPresent(tls -> KeyFit.check(vertx, tls));
              return Exposure.missing(options);
            },
            false)
        .compose(
            missing -> {
              missing.retainAll(needed);
              return missing.isEmpty()
                  ? Future.succeededFuture()
                  : Future.failedFuture(
                      new IllegalStateException(
                          "a server at "
                              + options.host()
                              + " can be reached by others, and needs "
                              + missing));
            });
  }

  private static Future<Optional<Gateway>> gateway(Vertx vertx, SchedulerService service) {
    return service
        .onTheBus()
        .map(name -> Gateway.open(vertx, new BusAddresses(name)).map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<JobschServer> listen() {
    return server
        .listen(options.port(), options.host())
        .map(this)
        .onSuccess(it -> LOG.log(Level.INFO, "listening on " + url()))
        .onFailure(why -> ended());
  }

  private String url() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return (options.tls().isPresent() ? "https://" : "http://") + host + ":" + port();
  }

  private void ended() {
    connections.end();
    port.giveBack();
  }

  private static HttpServerOptions serverOptions(HttpOptions options) {
    HttpServerOptions http =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setAcceptBacklog(BACKLOG)
            .setTcpKeepAlive(true)
            .setSslHandshakeTimeout(options.api().timing().head().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options
        .tls()
        .ifPresent(
            tls -> {
              Set<String> protocols = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));
              http.setSsl(true)
                  .setEnabledSecureTransportProtocols(protocols)
                  .setKeyCertOptions(KeyFit.pem(tls));
            });
    return http;
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Takes no more requests, and gives those that are being answered a moment. */
  public Future<Void> close() {
    return gateway
        .map(Gateway::close)
        .orElseGet(Future::succeededFuture)
        .eventually(this::closeServer);
  }

  private Future<Void> closeServer() {
    return server.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS).onComplete(done -> ended());
  }

  /**
   * A client that sends requests and reads no answers would have its answers pile up: the next is
   * made when the last ones have left.
   */
  private void handle(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    HttpServerResponse response = request.response();
    connections.asked(connection);
    response.endHandler(done -> connections.answered(connection));
    if (!response.writeQueueFull()) {
      router.handle(request);
      return;
    }
    request.pause();
    long timer =
        vertx.setTimer(options.api().timing().stall().toMillis(), id -> connection.close());
    response.drainHandler(
        ready -> {
          vertx.cancelTimer(timer);
          request.resume();
          router.handle(request);
        });
  }

  /** What is no HTTP, or more of it than is allowed. */
  private void refuse(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    ApiVersion.tell(request.response());
    Problem problem = InvalidRequests.problem(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("content-type", Problem.CONTENT_TYPE)
        .putHeader("connection", "close")
        .end(problem.json())
        .onComplete(done -> connection.close());
  }
}
