package io.jobsch.vertx.bus;

import io.jobsch.EndToEndScenarios;
import io.jobsch.Scheduler;
import io.jobsch.process.KillPolicy;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.vertx.worker.WorkerVerticle;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;

/** Workers that are on the event bus of their scheduler. */
class BusEndToEndTest extends EndToEndScenarios {
  @Override
  protected Scheduler start(Path directory, int workers) {
    Vertx vertx = Vertx.vertx();
    TestScheduler scheduler = TestScheduler.start(vertx, TransportSettings.DEFAULT);
    for (int i = 1; i <= workers; i++) {
      scheduler.deploy(
          new WorkerVerticle(
              WorkerOptions.named("w" + i, directory)
                  .withKilling(new KillPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10))),
              BusAddresses.DEFAULT));
    }
    return scheduler.awaitWorkers(workers);
  }
}
