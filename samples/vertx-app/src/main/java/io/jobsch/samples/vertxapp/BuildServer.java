package io.jobsch.samples.vertxapp;

import io.jobsch.vertx.NetworkSupply;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.ApiOptions;
import io.jobsch.vertx.http.JobschApi;
import io.jobsch.vertx.jobs.SchedulerService;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.vertx.worker.WorkerVerticle;
import io.jobsch.workers.RolePattern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.List;

/**
 * An application that builds projects. It has routes of its own, {@code /builds}, and beside them,
 * below {@code /batch}, those of the scheduler that it embeds. Two workers are in the same Vert.x
 * instance: one plays builders, one plays testers.
 *
 * <p>It listens on this machine alone: below {@code /batch} whoever can call it can run commands.
 */
public final class BuildServer {
  private static final BusAddresses BUS = new BusAddresses("builds");
  private static final int PORT = 8090;

  private final SchedulerService jobs;
  private final HttpServer server;

  private BuildServer(SchedulerService jobs, HttpServer server) {
    this.jobs = jobs;
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param port 0 for any that is free
   * @param directory where the projects are
   */
  public static Future<BuildServer> start(Vertx vertx, int port, Path directory) {
    NetworkSupply workers =
        new NetworkSupply(vertx, TransportSettings.DEFAULT.withAddresses(BUS), 0, directory);
    return SchedulerService.start(vertx, ServiceSettings.DEFAULT.withData(directory), workers)
        .compose(
            jobs ->
                Future.all(worker(vertx, directory, "builder"), worker(vertx, directory, "tester"))
                    .compose(ready -> listen(vertx, port, jobs)));
  }

  private static Future<String> worker(Vertx vertx, Path directory, String role) {
    WorkerOptions options =
        WorkerOptions.named("the-" + role, directory).withPatterns(List.of(new RolePattern(role)));
    return vertx.deployVerticle(new WorkerVerticle(options, BUS));
  }

  private static Future<BuildServer> listen(Vertx vertx, int port, SchedulerService jobs) {
    Router router = Router.router(vertx);
    // Before any body handler: jobsch reads its requests itself.
    router.route("/batch/*").subRouter(JobschApi.router(vertx, jobs, ApiOptions.DEFAULT));
    Builds builds = new Builds(jobs);
    builds.mount(router);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(port, "127.0.0.1")
        .map(server -> new BuildServer(jobs, server));
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Cancels what is being built, waits until that is gone, and listens no more. */
  public Future<Void> stop() {
    return jobs.stop().eventually(server::close);
  }

  /** Serves until it is ended; the first argument is the directory of the projects. */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    start(vertx, PORT, Path.of(arguments.length > 0 ? arguments[0] : ""))
        .onSuccess(
            app -> {
              Runtime.getRuntime().addShutdownHook(new Thread(() -> end(vertx, app)));
              System.out.println("listening on http://127.0.0.1:" + app.port());
            })
        .onFailure(
            why -> {
              System.err.println("cannot start: " + why.getMessage());
              vertx.close();
            });
  }

  private static void end(Vertx vertx, BuildServer app) {
    app.stop().eventually(vertx::close).toCompletionStage().toCompletableFuture().join();
  }
}
