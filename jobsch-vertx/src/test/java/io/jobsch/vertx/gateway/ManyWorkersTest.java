package io.jobsch.vertx.gateway;

import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobHandle;
import io.jobsch.result.JobState;
import io.jobsch.vertx.GatewayVerticle;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.worker.RemoteListener;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crowd of workers that do nothing but be there. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyWorkersTest {
  private static final int CROWD = 2_000;
  private static final int VERTICLES = 4;

  @TempDir Path directory;
  private final Vertx away = Vertx.vertx();
  private final AtomicReference<CountDownLatch> connected =
      new AtomicReference<>(new CountDownLatch(CROWD));

  @AfterEach
  void sendHome() {
    TestScheduler.get(away.close());
  }

  private void crowd(URI server) throws Exception {
    for (int i = 0; i < VERTICLES; i++) {
      WorkerOptions options =
          WorkerOptions.named("crowd" + i, directory).withSlots(CROWD / VERTICLES);
      TestScheduler.get(
          away.deployVerticle(
              new RemoteWorkerVerticle(options, RemoteOptions.to(server), ears(connected))));
    }
    whenAllAreConnected();
  }

  private void whenAllAreConnected() throws Exception {
    assertThat(connected.get().await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void tell(String what, long since) {
    System.out.println(
        CROWD + " workers " + what + " after " + (System.nanoTime() - since) / 1_000_000 + " ms");
  }

  @Test
  void all_come_back_after_a_restart_of_their_server() throws Exception {
    int port;
    long down;
    try (TestServer first = TestServer.start(directory, http -> http)) {
      port = first.port();
      crowd(first.uri());
      first.awaitWorkers(CROWD);
      connected.set(new CountDownLatch(CROWD));
      down = System.nanoTime();
    }
    try (TestServer second = TestServer.start(directory, http -> http.at("127.0.0.1", port))) {
      whenAllAreConnected();
      second.awaitWorkers(CROWD);
      tell("joined the new server", down);
    }
  }

  @Test
  void all_come_back_after_a_restart_of_their_gateway_and_none_is_lost() throws Exception {
    HttpOptions http = HttpOptions.DEFAULT.at("127.0.0.1", 0);
    try (TestServer server = TestServer.start(directory, same -> same)) {
      GatewayVerticle gateway = new GatewayVerticle(http, BusAddresses.DEFAULT);
      String deployment = server.deploy(gateway);
      int port = gateway.port();
      crowd(server.uri(port));
      server.awaitWorkers(CROWD);
      JobHandle job = server.submit(sh("touch begun; until test -e go; do sleep 0.1; done"));
      await().until(() -> Files.exists(directory.resolve("begun")));
      Set<List<Object>> before = lives(server);

      connected.set(new CountDownLatch(CROWD));
      long down = System.nanoTime();
      server.undeploy(deployment);
      server.deploy(new GatewayVerticle(http.at("127.0.0.1", port), BusAddresses.DEFAULT));
      whenAllAreConnected();
      tell("were back in their lives", down);
      Files.createFile(directory.resolve("go"));

      assertThat(job.result().get(60, TimeUnit.SECONDS).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(lives(server)).hasSize(CROWD).isEqualTo(before);
    }
  }

  /** Who is there, in which life, and since when without an interruption that counts. */
  private static Set<List<Object>> lives(TestServer server) throws Exception {
    return server.workers().get(60, TimeUnit.SECONDS).stream()
        .map(it -> List.<Object>of(it.id(), it.incarnation(), it.connectedSince()))
        .collect(Collectors.toSet());
  }

  private static RemoteListener ears(AtomicReference<CountDownLatch> connected) {
    return new RemoteListener() {
      @Override
      public void connected(WorkerId worker) {
        connected.get().countDown();
      }

      @Override
      public void waiting(WorkerId worker, String why) {}

      @Override
      public void refused(WorkerId worker, String why) {
        throw new AssertionError(worker + ": " + why);
      }
    };
  }
}
