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
 * cluster. A scheduler's own server has such a route already.
 */
public final class GatewayVerticle extends VerticleBase {
  private final Supplier<Plan> plan;
  private Optional<JobschServer> server = Optional.empty();

  /** One that takes its options from its configuration: see {@link SchedulerConfig}. */
  public GatewayVerticle() {
    this.plan =
        () -> {
          SchedulerConfig config = SchedulerConfig.of(config());
          return new Plan(config.options().http(), config.transport().addresses());
        };
  }

  /**
   * One with these options.
   *
   * @param http where and how it listens
   * @param addresses where the scheduler is on the bus
   */
  public GatewayVerticle(HttpOptions http, BusAddresses addresses) {
    this.plan = () -> new Plan(http, addresses);
  }

  private record Plan(HttpOptions http, BusAddresses addresses) {}

  @Override
  public Future<?> start() {
    Plan planned = plan.get();
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
