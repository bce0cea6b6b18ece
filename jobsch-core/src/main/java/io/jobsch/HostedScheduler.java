package io.jobsch;

import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.WorkerSnapshot;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A scheduler on whatever a host supplies: its journal, its transport, its timers, its store. It
 * owns none of these: whoever made them closes them, after this.
 */
public final class HostedScheduler implements Scheduler {
  private static final Logger LOG = System.getLogger(HostedScheduler.class.getName());

  private final SpecLimits limits;
  private final Duration longestKill;
  private final Supplier<JobId> ids;
  private final Map<JobId, JobHandle> live = new ConcurrentHashMap<>();
  private final Listeners listeners;
  private final SchedulerLoop loop;
  private final Object closing = new Object();
  private volatile boolean open = true;
  private boolean closed;

  /**
   * A scheduler that has not started.
   *
   * @param executor runs its loop, one call at a time
   */
  public HostedScheduler(EngineSettings settings, SpecLimits limits, Host host, Executor executor) {
    this(settings, limits, host, executor, new JobIds()::next, new ListenerThread());
  }

  private HostedScheduler(
      EngineSettings settings,
      SpecLimits limits,
      Host host,
      Executor executor,
      Supplier<JobId> ids,
      Listeners listeners) {
    this.limits = limits;
    this.ids = ids;
    this.listeners = listeners;
    this.longestKill = settings.killAllowance().plus(settings.backstop());
    this.loop = new SchedulerLoop(settings, host, executor, new EventFeed(listeners));
  }

  /**
   * A scheduler that has not started, and has no thread and no chance of its own: equal calls make
   * equal runs, as far as its host has none either.
   *
   * @param executor runs its loop and calls its listeners, in the order in which it is asked to,
   *     one call at a time and none within another
   * @param ids names its jobs, each as none was named before
   */
  public static HostedScheduler withoutThreads(
      EngineSettings settings,
      SpecLimits limits,
      Host host,
      Executor executor,
      Supplier<JobId> ids) {
    return new HostedScheduler(
        settings, limits, host, executor, ids, new ListenersInTurn(executor));
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
    if (!open) {
      throw new IllegalStateException("the scheduler is closed");
    }
    Submission submission = loop.submit(ids.get(), plan);
    Handle handle = new Handle(submission);
    live.put(handle.id(), handle);
    submission.result().whenComplete((result, failure) -> live.remove(handle.id()));
    return handle;
  }

  @Override
  public CompletableFuture<List<WorkerView>> workers() {
    return loop.ask(engine -> engine.workers().stream().map(HostedScheduler::view).toList());
  }

  private static WorkerView view(WorkerSnapshot worker) {
    return new WorkerView(
        worker.id(),
        worker.profile().suitability().toString(),
        worker.profile().isolation(),
        worker.job(),
        worker.role(),
        worker.problem());
  }

  @Override
  public Subscription listen(JobListener listener) {
    return listeners.add(listener);
  }

  @Override
  public void close() {
    open = false;
    synchronized (closing) {
      if (!closed) {
        closed = true;
        end();
      }
    }
  }

  private void end() {
    listeners.stopHolding();
    List<JobHandle> left = List.copyOf(live.values());
    left.forEach(JobHandle::cancel);
    await(left);
    loop.close();
    listeners.close();
  }

  private void await(List<JobHandle> jobs) {
    CompletableFuture<?>[] results =
        jobs.stream().map(JobHandle::result).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(results).get(longestKill.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "closed before the end of " + jobs.size() + " jobs was told");
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "a job had no result", e);
    }
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
      return submission.accepted().copy();
    }

    @Override
    public CompletableFuture<JobResult> result() {
      return submission.result().copy();
    }

    @Override
    public CompletableFuture<JobResult> now() {
      return loop.job(id())
          .thenCompose(
              alive -> alive.map(CompletableFuture::completedFuture).orElseGet(this::result));
    }

    @Override
    public CompletableFuture<Optional<Waiting>> waiting() {
      return loop.ask(engine -> engine.waiting(id()));
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
      return loop.cancel(id(), urgency)
          .thenCompose(
              state ->
                  state
                      .map(CompletableFuture::completedFuture)
                      .orElseGet(() -> result().thenApply(JobResult::state)));
    }
  }
}
