package io.jobsch.vertx.worker;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Workers that are on the event bus themselves: in the scheduler's process, or in another one of
 * the cluster. Deployed when the bus knows them; undeployed when what they ran is gone.
 *
 * <p>The scheduler may come later, go, and come again.
 */
public final class WorkerVerticle extends VerticleBase {
  private static final String SCHEDULER = "scheduler";

  private final Supplier<Plan> plan;
  private Optional<BusWorkers> workers = Optional.empty();

  /**
   * For deployment by name. {@code name} of its configuration is that of the worker; all else may
   * be left out: {@code workdir}, {@code slots}, {@code roles} (a list of patterns), {@code
   * drain_timeout} (in seconds) as the options of {@code jobsch worker}, and {@code scheduler}, the
   * name of the scheduler on the event bus.
   */
  public WorkerVerticle() {
    this.plan = this::configured;
  }

  /**
   * Workers of a scheduler.
   *
   * @param addresses where the scheduler is on the bus
   */
  public WorkerVerticle(WorkerOptions options, BusAddresses addresses) {
    this.plan = () -> new Plan(options, addresses);
  }

  private record Plan(WorkerOptions options, BusAddresses addresses) {}

  private Plan configured() {
    Set<String> keys = new TreeSet<>(WorkerConfig.KEYS);
    keys.add(SCHEDULER);
    Configuration config = Configuration.of(WorkerVerticle.class, config(), keys);
    return new Plan(
        WorkerConfig.read(config),
        config.made(SCHEDULER, BusAddresses::new).orElse(BusAddresses.DEFAULT));
  }

  @Override
  public Future<?> start() {
    Plan planned = plan.get();
    WorkerOptions options = planned.options();
    return BusWorkers.start(vertx, context, options, options.ids(), planned.addresses())
        .onSuccess(started -> workers = Optional.of(started));
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
