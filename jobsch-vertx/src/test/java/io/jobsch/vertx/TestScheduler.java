package io.jobsch.vertx;

import static org.awaitility.Awaitility.await;

import io.jobsch.HostedScheduler;
import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.Scheduler;
import io.jobsch.WorkerView;
import io.jobsch.engine.EngineSettings;
import io.jobsch.journal.VolatileJournal;
import io.jobsch.local.LocalThreads;
import io.jobsch.local.SpoolingOutputStore;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecLimits;
import io.jobsch.vertx.bus.EventBusTransport;
import io.jobsch.vertx.bus.TransportSettings;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler over the event bus, with all that a test has started beside it. */
public final class TestScheduler implements Scheduler {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final LocalThreads threads = new LocalThreads();
  private final SystemTimers timers = new SystemTimers();
  private final VolatileJournal journal = new VolatileJournal();
  private final SpoolingOutputStore outputs = new SpoolingOutputStore();
  private final EventBusTransport transport;
  private final HostedScheduler scheduler;
  private final Deque<Runnable> closers = new ArrayDeque<>();

  private final boolean ownsVertx;

  private TestScheduler(Vertx vertx, boolean ownsVertx, TransportSettings settings) {
    this.vertx = vertx;
    this.ownsVertx = ownsVertx;
    this.transport = new EventBusTransport(vertx, settings);
    this.scheduler =
        new HostedScheduler(
            EngineSettings.DEFAULT.withKillAllowance(Duration.ofSeconds(11)),
            SpecLimits.DEFAULT,
            new Host(journal, transport, timers, outputs),
            new HostedScheduler.Watch(threads, transport.witness()),
            threads,
            this::release);
    scheduler.start();
  }

  /** One that takes in workers; closes the Vert.x instance with it. */
  public static TestScheduler start(Vertx vertx, TransportSettings settings) {
    return new TestScheduler(vertx, true, settings);
  }

  /** One that leaves the Vert.x instance as it was, with what was deployed beside it. */
  public static TestScheduler within(Vertx vertx, TransportSettings settings) {
    return new TestScheduler(vertx, false, settings);
  }

  /** The Vert.x instance it is in. */
  public Vertx vertx() {
    return vertx;
  }

  /** How it reaches workers. */
  public EventBusTransport transport() {
    return transport;
  }

  /** Deploys something beside it, which is undeployed with the Vert.x instance. */
  public TestScheduler deploy(Deployable verticle) {
    get(vertx.deployVerticle(verticle));
    return this;
  }

  /** Has something closed before it gives back what it holds; the last one first. */
  public TestScheduler closeFirst(Runnable closer) {
    closers.push(closer);
    return this;
  }

  /** Waits until so many workers are connected. */
  public TestScheduler awaitWorkers(int number) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> workers().get(10, TimeUnit.SECONDS).size() == number);
    return this;
  }

  /** What comes of a future. */
  public static <T> T get(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Override
  public JobHandle submit(JobSpec job) {
    return scheduler.submit(job);
  }

  @Override
  public CompletableFuture<List<WorkerView>> workers() {
    return scheduler.workers();
  }

  @Override
  public Subscription listen(JobListener listener) {
    return scheduler.listen(listener);
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private void release() {
    closers.forEach(Runnable::run);
    if (ownsVertx) {
      get(vertx.close());
    }
    timers.close();
    outputs.close();
    journal.close();
    threads.close();
  }
}
