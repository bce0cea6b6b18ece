package io.jobsch.vertx;

import io.jobsch.WorkerEvent;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.vertx.bus.EventBusTransport;
import io.jobsch.vertx.bus.OwnContext;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.jobs.Contact;
import io.jobsch.vertx.jobs.WorkerSupply;
import io.jobsch.vertx.worker.BusWorkers;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Workers that come over the event bus: those on other machines that a gateway brings there, those
 * that are on it themselves, and, if wanted, some in the scheduler's own process, called {@code
 * w1}, {@code w2} and so on.
 */
public final class NetworkSupply implements WorkerSupply {
  private final Vertx vertx;
  private final TransportSettings settings;
  private final EventBusTransport transport;
  private final int local;
  private final Path directory;
  private Optional<BusWorkers> workers = Optional.empty();

  /**
   * Workers of one scheduler.
   *
   * @param settings where the scheduler is on the bus, and what it asks of its workers
   * @param local how many workers in its own process, 0 or more
   * @param directory where those run their commands
   */
  public NetworkSupply(Vertx vertx, TransportSettings settings, int local, Path directory) {
    this.vertx = vertx;
    this.settings = settings;
    this.transport = new EventBusTransport(vertx, settings);
    this.local = local;
    this.directory = directory;
  }

  @Override
  public WorkerTransport transport() {
    return transport;
  }

  @Override
  public void start() {
    if (local == 0) {
      return;
    }
    WorkerOptions options = WorkerOptions.named("w", directory);
    List<WorkerId> ids =
        IntStream.rangeClosed(1, local).mapToObj(i -> new WorkerId("w" + i)).toList();
    workers =
        Optional.of(
            done(
                BusWorkers.start(vertx, OwnContext.of(vertx), options, ids, settings.addresses())));
  }

  @Override
  public Optional<Contact> contact(WorkerId worker) {
    return transport.contact(worker);
  }

  @Override
  public void changed(WorkerEvent event) {
    transport.witness().changed(event);
  }

  @Override
  public CompletionStage<Boolean> drain(WorkerId worker, boolean wanted) {
    return transport.drain(worker, wanted).toCompletionStage();
  }

  @Override
  public Optional<String> onTheBus() {
    return Optional.of(settings.addresses().name());
  }

  @Override
  public void close() {
    workers.ifPresent(it -> done(it.stop()));
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
