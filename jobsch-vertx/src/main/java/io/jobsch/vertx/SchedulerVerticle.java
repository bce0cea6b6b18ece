package io.jobsch.vertx;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.JobschServer;
import io.jobsch.vertx.jobs.SchedulerService;
import io.jobsch.vertx.jobs.WorkerSupply;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A scheduler with its HTTP API. Undeployed, it first cancels what runs and waits until that is
 * gone, while clients still can watch, and then closes its port. Several may be deployed in one
 * Vert.x instance; each instance of the verticle is a scheduler of its own.
 */
public final class SchedulerVerticle extends VerticleBase {
  private final Supplier<Plan> plan;
  private Optional<SchedulerService> service = Optional.empty();
  private Optional<JobschServer> server = Optional.empty();

  /**
   * One that takes its options from its configuration, as the Vert.x launcher hands it over: see
   * {@link SchedulerConfig}.
   */
  public SchedulerVerticle() {
    this.plan =
        () -> {
          SchedulerConfig config = SchedulerConfig.of(config());
          return new Plan(
              config.options(),
              new NetworkSupply(
                  vertx, config.transport(), config.localWorkers(), config.workdir()));
        };
  }

  /**
   * One with these options.
   *
   * @param workers where its workers come from; closed with it
   */
  public SchedulerVerticle(SchedulerOptions options, WorkerSupply workers) {
    this.plan = () -> new Plan(options, workers);
  }

  /**
   * One with these options, and so many workers in this process that run in the current directory.
   */
  public SchedulerVerticle(SchedulerOptions options, int localWorkers) {
    this(
        options,
        TransportSettings.DEFAULT.withAddresses(BusAddresses.ofItsOwn()),
        localWorkers,
        Path.of(""));
  }

  /**
   * One with these options that workers on other machines can join.
   *
   * @param transport where it is on the event bus, and what it asks of its workers
   * @param localWorkers how many workers in this process
   * @param directory where those run their commands
   */
  public SchedulerVerticle(
      SchedulerOptions options, TransportSettings transport, int localWorkers, Path directory) {
    this.plan =
        () -> new Plan(options, new NetworkSupply(vertx, transport, localWorkers, directory));
  }

  private record Plan(SchedulerOptions options, WorkerSupply workers) {}

  @Override
  public Future<?> start() {
    Plan planned = plan.get();
    return SchedulerService.start(vertx, planned.options().service(), planned.workers())
        .compose(
            started -> {
              service = Optional.of(started);
              return JobschServer.listen(vertx, planned.options().http(), started);
            })
        .onSuccess(listening -> server = Optional.of(listening))
        .recover(why -> stop().transform(stopped -> Future.failedFuture(why)));
  }

  @Override
  public Future<?> stop() {
    return service
        .map(SchedulerService::stop)
        .orElseGet(Future::succeededFuture)
        .eventually(() -> server.map(JobschServer::close).orElseGet(Future::succeededFuture));
  }

  /**
   * The port that it listens on.
   *
   * @throws IllegalStateException if it does not listen
   */
  public int port() {
    return server.orElseThrow(() -> new IllegalStateException("it does not listen")).port();
  }

  /**
   * The scheduler, for who is in the same process.
   *
   * @throws IllegalStateException if it has not started
   */
  public SchedulerService service() {
    return service.orElseThrow(() -> new IllegalStateException("it has not started"));
  }
}
