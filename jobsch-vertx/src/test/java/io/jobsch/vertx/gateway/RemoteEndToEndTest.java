package io.jobsch.vertx.gateway;

import io.jobsch.EndToEndScenarios;
import io.jobsch.Scheduler;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Workers that have dialled out to the server's port. */
class RemoteEndToEndTest extends EndToEndScenarios {
  @Override
  protected Scheduler start(Path directory, int workers) {
    return TestServer.start(directory, UnaryOperator.identity())
        .connectWorkers(directory, workers, UnaryOperator.identity());
  }
}
