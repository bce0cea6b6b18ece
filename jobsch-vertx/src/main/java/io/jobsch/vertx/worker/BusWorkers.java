package io.jobsch.vertx.worker;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.jobs.Version;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Workers that are on the event bus themselves. May be called from any thread. */
public final class BusWorkers {
  private static final Logger LOG = System.getLogger(BusWorkers.class.getName());

  private final Vertx vertx;
  private final Context context;
  private final Workshop workshop;
  private final List<NetworkWorker> workers;
  private final List<BusCarrier> carriers = new ArrayList<>();

  private BusWorkers(Vertx vertx, Context context, WorkerOptions options, List<WorkerId> ids) {
    this.vertx = vertx;
    this.context = context;
    this.workshop = new Workshop(options);
    this.workers =
        ids.stream()
            .map(
                id ->
                    new NetworkWorker(
                        vertx, context, id, options, workshop, Version.TEXT, new Log(id)))
            .toList();
  }

  /**
   * Some that begin to greet the scheduler.
   *
   * @param context where they are
   * @param ids their names
   * @param addresses where the scheduler is on the bus
   * @return completed when the bus knows them
   */
  public static Future<BusWorkers> start(
      Vertx vertx,
      Context context,
      WorkerOptions options,
      List<WorkerId> ids,
      BusAddresses addresses) {
    return Future.future(
        started ->
            context.runOnContext(
                now ->
                    new BusWorkers(vertx, context, options, ids)
                        .open(addresses)
                        .onComplete(started)));
  }

  private Future<BusWorkers> open(BusAddresses addresses) {
    List<Future<Void>> opened = new ArrayList<>();
    for (NetworkWorker worker : workers) {
      BusCarrier carrier = new BusCarrier(vertx, addresses, worker.link());
      carriers.add(carrier);
      opened.add(carrier.open());
    }
    return Future.all(opened).map(this);
  }

  /**
   * They take no new role, finish what their jobs want of them, and go; after that time, whatever
   * runs.
   */
  public Future<Void> drain(Duration patience) {
    return each(it -> it.leave(patience));
  }

  /** They kill what runs, go, and give back what they hold. */
  public Future<Void> stop() {
    return each(NetworkWorker::stop)
        .eventually(() -> Future.all(carriers.stream().map(BusCarrier::close).toList()))
        .eventually(() -> vertx.executeBlocking(this::closeWorkshop));
  }

  private boolean closeWorkshop() {
    workshop.close();
    return true;
  }

  private Future<Void> each(Function<NetworkWorker, Future<Void>> way) {
    return Future.future(
        done ->
            context.runOnContext(
                now ->
                    Future.all(workers.stream().map(way).toList())
                        .<Void>mapEmpty()
                        .onComplete(done)));
  }

  /** Says in the log how a worker gets on. */
  private record Log(WorkerId id) implements LinkListener {
    @Override
    public void connected() {
      LOG.log(Level.DEBUG, () -> id + ": in touch with its scheduler");
    }

    @Override
    public void refused(Frame.Refused refusal) {
      LOG.log(Level.WARNING, id + ": refused by its scheduler: " + refusal.message());
    }

    @Override
    public void drain(boolean wanted) {
      LOG.log(Level.DEBUG, () -> id + (wanted ? ": drains" : ": takes roles again"));
    }

    @Override
    public void dismissed() {
      LOG.log(Level.DEBUG, () -> id + ": is not needed any more");
    }
  }
}
