package io.jobsch.local;

import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.spi.WorkerTransportContract;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import java.util.function.Function;

class InProcessTransportTest extends WorkerTransportContract {
  private final InProcessTransport transport = new InProcessTransport();

  @Override
  protected WorkerTransport transport() {
    return transport;
  }

  @Override
  protected void connect(
      WorkerId id, Incarnation incarnation, Function<Upstream, WorkerAgent> maker) {
    WorkerAgent agent = maker.apply(transport.upstream());
    transport.add(id, agent);
    agent.join();
  }

  @Override
  protected void disconnect() {}
}
