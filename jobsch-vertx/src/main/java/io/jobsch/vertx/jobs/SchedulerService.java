package io.jobsch.vertx.jobs;

import io.jobsch.HostedScheduler;
import io.jobsch.JobArchive;
import io.jobsch.JobHandle;
import io.jobsch.Scheduler;
import io.jobsch.engine.EngineSettings;
import io.jobsch.journal.VolatileJournal;
import io.jobsch.local.LocalThreads;
import io.jobsch.local.SpoolingOutputStore;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.process.ProcessRunners;
import io.jobsch.result.JobState;
import io.jobsch.result.JobStatus;
import io.jobsch.result.Trial;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.LentThreads;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that lives in a Vert.x instance. Several may live beside each other. Every method may
 * be called from any thread, and none blocks; futures complete on the context that started it.
 */
public final class SchedulerService {
  private static final long ENTER_OUTPUT_MILLIS = 100;

  /** Of jobs with so many nodes in all it takes little to decide what becomes of them. */
  private static final int FEW_NODES = 8;

  private final Vertx vertx;
  private final Context context;

  /** The thread of the context, once it is known. */
  private volatile @Nullable Thread eventLoop;

  private final ServiceSettings settings;
  private final WorkerSupply workers;
  private final LocalThreads threads = new LocalThreads();
  private final Executor offTheEventLoop = new LentThreads(threads, ProcessRunners::owns);
  private final SystemTimers timers = new SystemTimers();
  private final VolatileJournal journal = new VolatileJournal();
  private final SpoolingOutputStore outputs;
  private final Records records;
  private final HostedScheduler scheduler;
  private final long outputTimer;
  private volatile boolean open = true;

  /** How many nodes the jobs have that were handed in with this turn of the event loop. */
  private int handedIn;

  private SchedulerService(
      Vertx vertx, Context context, ServiceSettings settings, WorkerSupply workers) {
    this.vertx = vertx;
    this.context = context;
    context.runOnContext(now -> eventLoop = Thread.currentThread());
    this.settings = settings;
    this.workers = workers;
    this.outputs = new SpoolingOutputStore(settings.outputLimit(), directory(settings.data()));
    this.records = new Records(settings, workers::changed);
    this.scheduler =
        new HostedScheduler(
            EngineSettings.DEFAULT.withReserveAfter(settings.reserveAfter()),
            settings.limits(),
            new Host(journal, workers.transport(), timers, outputs),
            new HostedScheduler.Watch(new OnContext(context), records),
            this::runLoop,
            this::release);
    this.outputTimer = vertx.setPeriodic(ENTER_OUTPUT_MILLIS, id -> records.events().enterOutput());
  }

  /**
   * What arrives with one turn of the event loop becomes one batch. If that is little, it is dealt
   * with there, at the end of the turn: to wake another thread, and to be waked by it, costs more.
   */
  private void runLoop(Runnable loop) {
    if (isOnEventLoop()) {
      context.runOnContext(endOfTurn -> runAtEndOfTurn(loop));
    } else {
      offTheEventLoop.execute(loop);
    }
  }

  private void runAtEndOfTurn(Runnable loop) {
    int nodes = handedIn;
    handedIn = 0;
    if (nodes > FEW_NODES) {
      threads.execute(loop);
    } else {
      loop.run();
    }
  }

  private boolean isOnEventLoop() {
    return Thread.currentThread() == eventLoop;
  }

  private static Path directory(Path data) {
    try {
      return Files.createDirectories(data);
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(noDirectory(data, e.getFile() + " is no directory"), e);
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(noDirectory(data, "this user may not write there"), e);
    } catch (IOException e) {
      throw new UncheckedIOException(noDirectory(data, reason(e)), e);
    }
  }

  private static String reason(IOException why) {
    return String.valueOf(
        why instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : why.getMessage());
  }

  private static String noDirectory(Path data, String why) {
    return "the directory for data, " + data + ", cannot be made: " + why;
  }

  /**
   * Starts one.
   *
   * @param workers closed with it
   * @return fails if there is no place for its data, or its workers cannot be reached
   */
  public static Future<SchedulerService> start(
      Vertx vertx, ServiceSettings settings, WorkerSupply workers) {
    Context context = vertx.getOrCreateContext();
    return vertx.executeBlocking(
        () -> {
          SchedulerService service = new SchedulerService(vertx, context, settings, workers);
          service.begin();
          return service;
        },
        false);
  }

  private void begin() {
    try {
      scheduler.start();
      workers.start();
    } catch (RuntimeException | Error e) {
      scheduler.close();
      throw e;
    }
  }

  /** The scheduler, as an application sees it; not to be closed but by {@link #stop}. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** Its settings. */
  public ServiceSettings settings() {
    return settings;
  }

  /** The jobs that there are, and those that were. */
  public JobArchive archive() {
    return records.archive();
  }

  /** What happened. */
  public EventLog events() {
    return records.events();
  }

  /** What commands write, as it comes. */
  public OutputWatch outputs() {
    return records.outputs();
  }

  /** How a worker is reached. */
  public Optional<Contact> contact(WorkerId worker) {
    return workers.contact(worker);
  }

  /**
   * Asks a worker to take no new job, or to work again.
   *
   * @return whether there is such a worker that can be asked
   */
  public Future<Boolean> drain(WorkerId worker, boolean wanted) {
    return future(workers.drain(worker, wanted));
  }

  /** Its name on the event bus; empty if no worker can join it there. */
  public Optional<String> onTheBus() {
    return workers.onTheBus();
  }

  /** Whether it takes jobs. */
  public boolean isOpen() {
    return open;
  }

  /** Whether it has as many jobs as it may. */
  public boolean isFull() {
    return archive().live() >= settings.mostJobs();
  }

  /**
   * Submits a job.
   *
   * @throws IllegalStateException if it is stopping
   */
  public JobHandle submit(JobPlan plan) {
    if (isOnEventLoop()) {
      handedIn += plan.size();
    }
    return scheduler.submit(plan);
  }

  /** What would become of a job. */
  public Future<Trial> trial(JobPlan plan) {
    return future(scheduler.trial(plan));
  }

  /** How a job stands, whether it lives or is over; empty if there is no such job, or no longer. */
  public Future<Optional<JobStatus>> status(JobId job) {
    Optional<JobStatus> over = over(job);
    if (over.isPresent() || archive().find(job).isEmpty()) {
      return Future.succeededFuture(over);
    }
    return future(scheduler.status(job)).map(alive -> alive.or(() -> over(job)));
  }

  private Optional<JobStatus> over(JobId job) {
    return archive().result(job).map(result -> new JobStatus(result, Optional.empty()));
  }

  /**
   * Stops a job.
   *
   * @return the state that it has when that stands; the last one, if it was over; empty if there is
   *     no such job, or no longer
   */
  public Future<Optional<JobState>> cancel(JobId job) {
    return scheduler
        .find(job)
        .map(handle -> future(handle.cancel()).map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(archive().result(job).map(it -> it.state())));
  }

  /** A future of the scheduler's, for who is at home in Vert.x. */
  public <T> Future<T> future(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context);
  }

  /**
   * Takes no more jobs, cancels what there is, waits until it is gone, and gives everything back.
   */
  public Future<Void> stop() {
    open = false;
    return vertx.executeBlocking(
        () -> {
          scheduler.close();
          return null;
        },
        false);
  }

  private void release() {
    vertx.cancelTimer(outputTimer);
    records.events().enterOutput();
    workers.close();
    timers.close();
    outputs.close();
    journal.close();
    threads.close();
  }
}
