package io.jobsch.vertx.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.worker.RemoteListener;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crowd of workers that do nothing but be there. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyWorkersTest {
  private static final int CROWD = 2_000;
  private static final int VERTICLES = 4;

  @TempDir Path directory;

  @Test
  void all_come_back_after_a_restart_of_their_server() throws Exception {
    Vertx away = Vertx.vertx();
    AtomicReference<CountDownLatch> connected = new AtomicReference<>(new CountDownLatch(CROWD));
    TestServer first = TestServer.start(directory, http -> http, TransportSettings.DEFAULT);
    int port = first.port();
    RemoteOptions remote = RemoteOptions.to(first.uri());
    try {
      for (int i = 0; i < VERTICLES; i++) {
        WorkerOptions options =
            WorkerOptions.named("crowd" + i, directory).withSlots(CROWD / VERTICLES);
        TestScheduler.get(
            away.deployVerticle(new RemoteWorkerVerticle(options, remote, ears(connected))));
      }
      assertThat(connected.get().await(60, TimeUnit.SECONDS)).isTrue();
      first.awaitWorkers(CROWD);

      connected.set(new CountDownLatch(CROWD));
      first.close();
      long down = System.nanoTime();
      TestServer second =
          TestServer.start(
              directory, http -> http.at("127.0.0.1", port), TransportSettings.DEFAULT);
      assertThat(connected.get().await(60, TimeUnit.SECONDS)).isTrue();
      second.awaitWorkers(CROWD);
      System.out.println(
          CROWD + " workers were back after " + (System.nanoTime() - down) / 1_000_000 + " ms");
      second.close();
    } finally {
      TestScheduler.get(away.close());
    }
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
