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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Over an event bus: to be extended for one with other ends. */
abstract class EventBusContract extends WorkerTransportContract {
  private final BusAddresses addresses = BusAddresses.ofItsOwn();
  private final SystemTimers timers = new SystemTimers();
  private final List<Runnable> closers = new CopyOnWriteArrayList<>();

  /** Where the scheduler is. */
  abstract Vertx near();

  /** Where its workers are. */
  abstract Vertx far();

  @Override
  protected WorkerTransport transport() {
    return new EventBusTransport(near(), TransportSettings.DEFAULT.withAddresses(addresses));
  }

  @Override
  protected void connect(
      WorkerId id, Incarnation incarnation, Function<Upstream, WorkerAgent> maker) {
    Vertx vertx = far();
    Context context = vertx.getOrCreateContext();
    WorkerLink link = new WorkerLink(id, incarnation, "test", context, timers, new Nobody());
    link.serve(maker.apply(link));
    context.runOnContext(
        now -> {
          BusCarrier carrier = new BusCarrier(vertx, addresses, link);
          closers.add(() -> TestScheduler.get(carrier.close()));
          carrier.open();
        });
  }

  @Override
  protected void disconnect() {
    closers.forEach(Runnable::run);
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
