package io.jobsch.vertx.worker;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Workers that are on the event bus themselves: in the scheduler's process, or in another one of
 * the cluster. Deployed when the bus knows them; undeployed when what they ran is gone.
 *
 * <p>The scheduler may come later, go, and come again.
 */
public final class WorkerVerticle extends VerticleBase {
  private static final Logger LOG = System.getLogger(WorkerVerticle.class.getName());

  private final Optional<WorkerOptions> given;
  private final BusAddresses addresses;
  private final List<NetworkWorker> workers = new ArrayList<>();
  private final List<BusCarrier> carriers = new ArrayList<>();
  private Optional<Workshop> workshop = Optional.empty();

  /**
   * For deployment by name: {@code name} and {@code workdir} of its configuration say what it is,
   * {@code slots}, {@code roles} (a list of patterns) and {@code scheduler} (its name on the bus)
   * may.
   */
  public WorkerVerticle() {
    this.given = Optional.empty();
    this.addresses = BusAddresses.DEFAULT;
  }

  /**
   * Workers of a scheduler.
   *
   * @param addresses where the scheduler is on the bus
   */
  public WorkerVerticle(WorkerOptions options, BusAddresses addresses) {
    this.given = Optional.of(options);
    this.addresses = addresses;
  }

  @Override
  public Future<?> start() {
    WorkerOptions options = given.orElseGet(this::configured);
    BusAddresses where =
        given.isPresent()
            ? addresses
            : new BusAddresses(config().getString("scheduler", BusAddresses.DEFAULT.name()));
    Workshop shop = new Workshop(options);
    workshop = Optional.of(shop);
    List<Future<Void>> opened = new ArrayList<>();
    for (WorkerId id : options.ids()) {
      NetworkWorker worker =
          new NetworkWorker(vertx, context, id, options, shop, SOFTWARE, new Log(id));
      BusCarrier carrier = new BusCarrier(vertx, where, worker.link());
      workers.add(worker);
      carriers.add(carrier);
      opened.add(carrier.open());
    }
    return Future.all(opened);
  }

  private WorkerOptions configured() {
    List<RolePattern> patterns =
        config().getJsonArray("roles", new JsonArray()).stream()
            .map(glob -> new RolePattern(String.valueOf(glob)))
            .toList();
    String name = config().getString("name", "");
    Path directory = Path.of(config().getString("workdir", ""));
    return WorkerOptions.named(name, directory)
        .withSlots(config().getInteger("slots", 1))
        .withPatterns(patterns);
  }

  /**
   * They take no new role, finish what their jobs want of them, and go; after that time, whatever
   * runs. The verticle stays, without workers.
   */
  public Future<Void> drain(Duration patience) {
    List<Future<Void>> gone = new ArrayList<>();
    workers.forEach(
        it ->
            gone.add(
                Future.future(
                    done -> context.runOnContext(now -> it.leave(patience).onComplete(done)))));
    return Future.all(gone).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    List<Future<Void>> gone = new ArrayList<>();
    workers.forEach(it -> gone.add(it.stop()));
    return Future.all(gone)
        .eventually(this::closeCarriers)
        .eventually(() -> vertx.executeBlocking(this::closeWorkshop));
  }

  private Future<?> closeCarriers() {
    return Future.all(carriers.stream().map(BusCarrier::close).toList());
  }

  private boolean closeWorkshop() {
    workshop.ifPresent(Workshop::close);
    return true;
  }

  private static final String SOFTWARE =
      Optional.ofNullable(WorkerVerticle.class.getPackage().getImplementationVersion())
          .orElse("(not packaged)");

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
    public void drain(boolean wanted) {}

    @Override
    public void dismissed() {}
  }
}
