package io.jobsch.vertx.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.Scheduler;
import io.jobsch.WorkerView;
import io.jobsch.process.KillPolicy;
import io.jobsch.spec.JobSpec;
import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.jobsch.vertx.worker.RemoteListener;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server with a port, and remote workers in another Vert.x instance, in one process. */
final class TestServer implements Scheduler {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final Vertx away = Vertx.vertx();
  private final SchedulerVerticle verticle;
  private final String scheme;
  private final Deque<Runnable> closers = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private boolean closed;

  private TestServer(SchedulerOptions options, TransportSettings transport, Path directory) {
    scheme = options.http().tls().isPresent() ? "https" : "http";
    closers.push(() -> TestScheduler.get(away.close()));
    verticle = new SchedulerVerticle(options, transport, 0, directory);
    TestScheduler.get(vertx.deployVerticle(verticle));
  }

  /** One on a free port. */
  static TestServer start(Path directory, UnaryOperator<HttpOptions> http) {
    return start(directory, http, TransportSettings.DEFAULT);
  }

  static TestServer start(
      Path directory, UnaryOperator<HttpOptions> http, TransportSettings transport) {
    return new TestServer(
        new SchedulerOptions(
            http.apply(HttpOptions.DEFAULT.at("127.0.0.1", 0)),
            ServiceSettings.DEFAULT.withData(directory)),
        transport,
        directory);
  }

  int port() {
    return verticle.port();
  }

  URI uri() {
    return uri(port());
  }

  URI uri(int otherPort) {
    return URI.create(scheme + "://127.0.0.1:" + otherPort);
  }

  SchedulerVerticle verticle() {
    return verticle;
  }

  /** Connects workers called w1, w2 and so on, and waits until they are there. */
  TestServer connectWorkers(Path directory, int number, UnaryOperator<RemoteOptions> remote) {
    List<Future<String>> deployed = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      WorkerOptions options = worker("w" + i, directory);
      deployed.add(
          away.deployVerticle(
              new RemoteWorkerVerticle(
                  options, remote.apply(RemoteOptions.to(uri())), new Ears())));
    }
    TestScheduler.get(Future.all(deployed));
    return awaitWorkers(number);
  }

  static WorkerOptions worker(String name, Path directory) {
    return WorkerOptions.named(name, directory)
        .withKilling(new KillPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10)));
  }

  /** Connects a worker. */
  RemoteWorkerVerticle connect(WorkerOptions options, RemoteOptions remote) {
    RemoteWorkerVerticle worker = new RemoteWorkerVerticle(options, remote, new Ears());
    TestScheduler.get(away.deployVerticle(worker));
    return worker;
  }

  /** Deploys something beside it, and tells what it is called. */
  String deploy(Deployable other) {
    return TestScheduler.get(vertx.deployVerticle(other));
  }

  void undeploy(String name) {
    TestScheduler.get(vertx.undeploy(name));
  }

  /** Has something closed with it, the last one first. */
  void closeFirst(Runnable closer) {
    closers.push(closer);
  }

  TestServer awaitWorkers(int number) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(workers().get(10, TimeUnit.SECONDS)).hasSize(number));
    return this;
  }

  /** What workers were told of their connections. */
  List<String> told() {
    synchronized (told) {
      return List.copyOf(told);
    }
  }

  private final class Ears implements RemoteListener {
    @Override
    public void connected(WorkerId worker) {
      tell(worker + " connected");
    }

    @Override
    public void waiting(WorkerId worker, String why) {
      tell(worker + " waits: " + why);
    }

    @Override
    public void refused(WorkerId worker, String why) {
      tell(worker + " refused: " + why);
    }

    private void tell(String what) {
      synchronized (told) {
        told.add(what);
      }
    }
  }

  @Override
  public JobHandle submit(JobSpec job) {
    return verticle.service().scheduler().submit(job);
  }

  @Override
  public CompletableFuture<List<WorkerView>> workers() {
    return verticle.service().scheduler().workers();
  }

  @Override
  public Subscription listen(JobListener listener) {
    return verticle.service().scheduler().listen(listener);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (vertx.deploymentIDs().contains(verticle.deploymentID())) {
      TestScheduler.get(vertx.undeploy(verticle.deploymentID()));
    }
    closers.forEach(Runnable::run);
    closers.clear();
    TestScheduler.get(vertx.close());
  }
}
