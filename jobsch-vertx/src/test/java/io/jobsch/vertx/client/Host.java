package io.jobsch.vertx.client;

import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.jobs.LocalSupply;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A server in the test's process. */
public final class Host implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final SchedulerVerticle verticle;
  private final String scheme;

  /** On that port, 0 for any that is free, with so many workers in this process. */
  public Host(Path directory, int workers, int port, UnaryOperator<HttpOptions> http) {
    HttpOptions options = http.apply(HttpOptions.DEFAULT.at("127.0.0.1", port));
    scheme = options.tls().isPresent() ? "https" : "http";
    verticle =
        new SchedulerVerticle(
            new SchedulerOptions(options, ServiceSettings.DEFAULT.withData(directory)),
            new LocalSupply(workers, directory));
    get(vertx.deployVerticle(verticle));
  }

  /** On a free port, without token and TLS. */
  public static Host plain(Path directory, int workers) {
    return new Host(directory, workers, 0, http -> http);
  }

  /** Where it listens. */
  public int port() {
    return verticle.port();
  }

  /** How it is reached. */
  public URI url() {
    return at(port());
  }

  /** Where a proxy before it is reached. */
  URI at(int port) {
    return URI.create(scheme + "://127.0.0.1:" + port);
  }

  /** Waits for something. */
  public static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    get(vertx.close());
  }
}
