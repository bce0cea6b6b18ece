package io.jobsch.vertx.worker;

import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.spi.WorkerTransportContract;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.EventBusTransport;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Function;

class EventBusTransportTest extends WorkerTransportContract {
  private final Vertx vertx = Vertx.vertx();
  private final SystemTimers timers = new SystemTimers();

  @Override
  protected WorkerTransport transport() {
    return new EventBusTransport(vertx, TransportSettings.DEFAULT);
  }

  @Override
  protected void connect(
      WorkerId id, Incarnation incarnation, Function<Upstream, WorkerAgent> maker) {
    Context context = vertx.getOrCreateContext();
    WorkerLink link = new WorkerLink(id, incarnation, "test", context, timers, new Nobody());
    link.serve(maker.apply(link));
    context.runOnContext(
        now -> {
          new BusCarrier(vertx, BusAddresses.DEFAULT, link).open();
          vertx.setPeriodic(50, timer -> link.look());
        });
  }

  @Override
  protected void disconnect() {
    TestScheduler.get(vertx.close());
    timers.close();
  }

  private static final class Nobody implements LinkListener {
    @Override
    public void connected() {}

    @Override
    public void refused(Frame.Refused refusal) {
      throw new AssertionError(refusal);
    }

    @Override
    public void drain(boolean wanted) {}

    @Override
    public void dismissed() {}
  }
}
