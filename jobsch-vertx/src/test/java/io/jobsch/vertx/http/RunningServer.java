package io.jobsch.vertx.http;

import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.jobs.LocalSupply;
import io.jobsch.vertx.jobs.SchedulerService;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server in the test's process, with a port of its own. */
final class RunningServer implements AutoCloseable {
  /** Short enough to be waited for, long enough for a machine that has much to do. */
  static final Timing QUICK =
      new Timing(
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofMillis(100),
          Duration.ofMillis(50));

  private final Vertx vertx = Vertx.vertx();
  private final SchedulerVerticle verticle;
  private final String scheme;

  private RunningServer(SchedulerOptions options, SchedulerVerticle verticle) {
    this.verticle = verticle;
    scheme = options.http().tls().isPresent() ? "https" : "http";
    try {
      get(vertx.deployVerticle(verticle));
    } catch (RuntimeException | Error e) {
      get(vertx.close());
      throw e;
    }
  }

  /** The usual one, with so many workers. */
  static RunningServer start(Path directory, int workers) {
    return start(directory, workers, http -> http, service -> service);
  }

  static RunningServer start(
      Path directory,
      int workers,
      UnaryOperator<HttpOptions> http,
      UnaryOperator<ServiceSettings> service) {
    SchedulerOptions options =
        new SchedulerOptions(
            http.apply(HttpOptions.DEFAULT.at("127.0.0.1", 0)),
            service.apply(ServiceSettings.DEFAULT.withData(directory)));
    return new RunningServer(
        options, new SchedulerVerticle(options, new LocalSupply(workers, directory)));
  }

  /** One without workers, which others on other machines can join. */
  static RunningServer startForRemoteWorkers(Path directory, UnaryOperator<HttpOptions> http) {
    return startOnTheBus(directory, 0, http);
  }

  /** One with so many workers on its event bus, which others can join. */
  static RunningServer startOnTheBus(Path directory, int workers, UnaryOperator<HttpOptions> http) {
    SchedulerOptions options =
        new SchedulerOptions(
            http.apply(HttpOptions.DEFAULT.at("127.0.0.1", 0)),
            ServiceSettings.DEFAULT.withData(directory));
    return new RunningServer(
        options, new SchedulerVerticle(options, TransportSettings.DEFAULT, workers, directory));
  }

  static HttpOptions quick(HttpOptions http) {
    return http.withApi(http.api().withTiming(QUICK));
  }

  int port() {
    return verticle.port();
  }

  SchedulerService service() {
    return verticle.service();
  }

  String base() {
    return scheme + "://127.0.0.1:" + port();
  }

  Api api() {
    return new Api(base());
  }

  /** Begins to close it. */
  Future<Void> undeploy() {
    return vertx.undeploy(verticle.deploymentID());
  }

  @Override
  public void close() {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the server did not come up or go down", e);
    }
  }
}
