package io.jobsch.vertx;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.http.JobschServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A port to which workers on other machines connect, for a scheduler that is elsewhere in the
 * cluster. A scheduler's own server has such a route already. Several may be deployed; those with
 * one port share it.
 */
public final class GatewayVerticle extends VerticleBase {
  private final Supplier<GatewayConfig> plan;
  private Optional<JobschServer> server = Optional.empty();

  /**
   * One that takes its options from its configuration, as the Vert.x launcher hands it over. All
   * may be left out: {@code scheduler}, the name of the scheduler on the event bus; {@code host},
   * {@code port}, {@code public_hosts} (a list), {@code worker_token_file}, {@code tls_cert} with
   * {@code tls_key} and {@code insecure_plaintext}, as the options of {@code jobsch server}.
   */
  public GatewayVerticle() {
    this.plan = () -> GatewayConfig.of(config());
  }

  /**
   * One with these options.
   *
   * @param http where and how it listens
   * @param addresses where the scheduler is on the bus
   */
  public GatewayVerticle(HttpOptions http, BusAddresses addresses) {
    this.plan = () -> new GatewayConfig(http, addresses);
  }

  @Override
  public Future<?> start() {
    GatewayConfig planned = plan.get();
    return JobschServer.listenForWorkers(vertx, planned.http(), planned.addresses())
        .onSuccess(listening -> server = Optional.of(listening));
  }

  @Override
  public Future<?> stop() {
    return server.map(JobschServer::close).orElseGet(Future::succeededFuture);
  }

  /**
   * The port that it listens on.
   *
   * @throws IllegalStateException if it does not listen
   */
  public int port() {
    return server.orElseThrow(() -> new IllegalStateException("it does not listen")).port();
  }
}
