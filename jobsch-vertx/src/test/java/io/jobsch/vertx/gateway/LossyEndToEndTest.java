package io.jobsch.vertx.gateway;

import io.jobsch.EndToEndScenarios;
import io.jobsch.Scheduler;
import io.jobsch.vertx.worker.RemoteOptions;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Workers behind a network that loses, doubles and reorders messages and cuts connections. */
class LossyEndToEndTest extends EndToEndScenarios {
  @Override
  protected Scheduler start(Path directory, int workers) {
    TestServer server = TestServer.start(directory, UnaryOperator.identity());
    LossyProxy proxy = LossyProxy.before(server.port(), 42, LossyProxy.Odds.BAD);
    server.closeFirst(proxy::close);
    return server.connectWorkers(
        directory, workers, remote -> RemoteOptions.to(server.uri(proxy.port())));
  }
}
