package io.jobsch;

import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.WorkerSnapshot;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.JobStatus;
import io.jobsch.result.Trial;
import io.jobsch.result.Waiting;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.JobIds;
import io.jobsch.runtime.SchedulerLoop;
import io.jobsch.runtime.Submission;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecLimits;
import io.jobsch.workers.Urgency;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A scheduler on whatever a host supplies: its journal, its transport, its timers, its store. It
 * owns none of these: whoever made them gives them back when this is closed.
 */
public final class HostedScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(HostedScheduler.class.getName());

  private static final String REQUESTED = "cancelled on request";
  private static final String CLOSED = "cancelled, since the scheduler was closed";

  /** How many jobs a message names. */
  private static final int NAMED = 10;

  private final SpecLimits limits;
  private final Duration longestKill;
  private final Supplier<JobId> ids;
  private final Listeners listeners;
  private final SchedulerLoop loop;
  private final Executor answers;
  private final Runnable release;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean open = true;

  /**
   * A scheduler that has not started.
   *
   * @param executor runs its loop, one call at a time, and completes the futures that it hands out
   * @param release gives back what the host has supplied; called once, when all else is closed
   */
  public HostedScheduler(
      EngineSettings settings, SpecLimits limits, Host host, Executor executor, Runnable release) {
    this(settings, limits, host, new Watch(executor, Witness.NOBODY), executor, release);
  }

  /**
   * A scheduler that has not started, for a host that wants to know more.
   *
   * @param watch how the host is told
   * @param executor runs its loop, one call at a time
   * @param release gives back what the host has supplied; called once, when all else is closed
   */
  public HostedScheduler(
      EngineSettings settings,
      SpecLimits limits,
      Host host,
      Watch watch,
      Executor executor,
      Runnable release) {
    this(settings, limits, host, watch, executor, release, new Own(new JobIds()::next));
  }

  private HostedScheduler(
      EngineSettings settings,
      SpecLimits limits,
      Host host,
      Watch watch,
      Executor executor,
      Runnable release,
      Own own) {
    this.ids = own.ids;
    this.listeners = own.listeners;
    this.answers = watch.answers();
    this.release = release;
    this.limits = limits;
    this.longestKill = settings.killAllowance().plus(settings.backstop());
    this.loop =
        new SchedulerLoop(settings, host, executor, new EventFeed(listeners, watch.witness()));
  }

  /**
   * A scheduler that has not started, and has no thread and no chance of its own: equal calls make
   * equal runs, as far as its host has none either.
   *
   * @param executor runs its loop, calls its listeners and completes the futures that it hands out,
   *     in the order in which it is asked to, one call at a time and none within another
   * @param release gives back what the host has supplied; called once, when all else is closed
   * @param ids names its jobs, each as none was named before
   */
  public static HostedScheduler withoutThreads(
      EngineSettings settings,
      SpecLimits limits,
      Host host,
      Executor executor,
      Runnable release,
      Supplier<JobId> ids) {
    return new HostedScheduler(
        settings,
        limits,
        host,
        new Watch(executor, Witness.NOBODY),
        executor,
        release,
        new Own(ids, new ListenersInTurn(executor)));
  }

  /**
   * How a host is told of what happens.
   *
   * @param answers completes the futures that the scheduler hands out
   * @param witness sees all that happens
   */
  public record Watch(Executor answers, Witness witness) {}

  /** What no host supplies. */
  private record Own(Supplier<JobId> ids, Listeners listeners) {
    Own(Supplier<JobId> ids) {
      this(ids, new ListenerThread());
    }
  }

  /** Begins to take in workers and jobs. Called once. */
  public void start() {
    listeners.start();
    loop.start();
  }

  /** What a job would be run as; see {@link #submit(JobPlan)}. */
  public JobPlan plan(JobSpec job) {
    return Planner.plan(job, limits);
  }

  @Override
  public JobHandle submit(JobSpec job) {
    return submit(plan(job));
  }

  /**
   * Submits a job that has been planned.
   *
   * @throws IllegalStateException if the scheduler is closed
   */
  public JobHandle submit(JobPlan plan) {
    return new Handle(handIn(plan));
  }

  /** Not while it begins to close: what is handed in before is among what is cancelled then. */
  private synchronized Submission handIn(JobPlan plan) {
    if (!open) {
      throw new IllegalStateException("the scheduler is closed");
    }
    return loop.submit(ids.get(), plan);
  }

  /** A job of this scheduler's that is not over, or has just ended. */
  public Optional<JobHandle> find(JobId id) {
    return loop.open(id).map(Handle::new);
  }

  /** How a job stands; empty if there is no such job, or it is over. */
  public CompletableFuture<Optional<JobStatus>> status(JobId id) {
    return given(loop.job(id));
  }

  /** What would become of a job if it were submitted now. */
  public CompletableFuture<Trial> trial(JobPlan plan) {
    return given(loop.trial(plan));
  }

  @Override
  public CompletableFuture<List<WorkerView>> workers() {
    return given(loop.ask(engine -> engine.workers().stream().map(HostedScheduler::view).toList()));
  }

  /** The same for others: what they chain to it must not run on the loop. */
  private <T> CompletableFuture<T> given(CompletableFuture<T> own) {
    return own.isDone() ? own.copy() : own.thenApplyAsync(Function.identity(), answers);
  }

  private static WorkerView view(WorkerSnapshot worker) {
    return new WorkerView(
        worker.id(),
        worker.incarnation(),
        worker.profile().suitability().toString(),
        worker.profile().isolation(),
        worker.joinedAt(),
        worker.state(),
        worker.job(),
        worker.role(),
        worker.problem());
  }

  @Override
  public Subscription listen(JobListener listener) {
    return listeners.add(listener);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A listener may close its scheduler, too; if somebody else is closing it, the listener does
   * not wait for that.
   */
  @Override
  public void close() {
    if (beginToClose()) {
      try {
        end();
      } finally {
        closed.complete(null);
      }
    } else if (!listeners.isCurrent()) {
      closed.join();
    }
  }

  private synchronized boolean beginToClose() {
    boolean first = open;
    open = false;
    return first;
  }

  private void end() {
    listeners.stopHolding();
    List<Submission> left = loop.open();
    left.forEach(each -> loop.cancel(each.job(), Urgency.GRACEFUL, CLOSED));
    await(left);
    loop.close();
    listeners.close();
    release.run();
  }

  private void await(List<Submission> jobs) {
    CompletableFuture<?>[] results =
        jobs.stream().map(each -> given(each.result())).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(results).get(longestKill.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "closed before the end of all jobs was told: " + named(loop.open()));
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "a job had no result", e);
    }
  }

  /** There may be a million of them. */
  private static String named(List<Submission> jobs) {
    String some =
        jobs.stream()
            .limit(NAMED)
            .map(each -> each.job().value())
            .collect(Collectors.joining(", "));
    return jobs.size() > NAMED ? some + " and " + (jobs.size() - NAMED) + " more" : some;
  }

  /** A job of this scheduler's. */
  private final class Handle implements JobHandle {
    private final Submission submission;

    Handle(Submission submission) {
      this.submission = submission;
    }

    @Override
    public JobId id() {
      return submission.job();
    }

    @Override
    public CompletableFuture<JobId> accepted() {
      return given(submission.accepted());
    }

    @Override
    public CompletableFuture<JobResult> result() {
      return given(submission.result());
    }

    @Override
    public CompletableFuture<JobResult> now() {
      return given(
          loop.job(id())
              .thenCompose(
                  alive ->
                      alive
                          .map(JobStatus::job)
                          .map(CompletableFuture::completedFuture)
                          .orElseGet(submission::result)));
    }

    @Override
    public CompletableFuture<Optional<Waiting>> waiting() {
      return given(loop.ask(engine -> engine.waiting(id())));
    }

    @Override
    public CompletableFuture<JobState> cancel() {
      return stop(Urgency.GRACEFUL);
    }

    @Override
    public CompletableFuture<JobState> kill() {
      return stop(Urgency.AT_ONCE);
    }

    private CompletableFuture<JobState> stop(Urgency urgency) {
      return given(
          loop.cancel(id(), urgency, REQUESTED)
              .thenCompose(
                  state ->
                      state
                          .map(CompletableFuture::completedFuture)
                          .orElseGet(() -> submission.result().thenApply(JobResult::state))));
    }
  }
}
