package io.jobsch.vertx.worker;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.workers.RolePattern;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Workers that are on the event bus themselves: in the scheduler's process, or in another one of
 * the cluster. Deployed when the bus knows them; undeployed when what they ran is gone.
 *
 * <p>The scheduler may come later, go, and come again.
 */
public final class WorkerVerticle extends VerticleBase {
  private final Optional<WorkerOptions> given;
  private final BusAddresses addresses;
  private Optional<BusWorkers> workers = Optional.empty();

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
    return BusWorkers.start(vertx, context, options, options.ids(), where)
        .onSuccess(started -> workers = Optional.of(started));
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
   * runs. The verticle stays, without workers. May be called from any thread.
   */
  public Future<Void> drain(Duration patience) {
    return workers.map(it -> it.drain(patience)).orElseGet(Future::succeededFuture);
  }

  @Override
  public Future<?> stop() {
    return workers.map(BusWorkers::stop).orElseGet(Future::succeededFuture);
  }
}
