package io.jobsch.local;

import io.jobsch.HostedScheduler;
import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.Scheduler;
import io.jobsch.Witness;
import io.jobsch.WorkerView;
import io.jobsch.journal.VolatileJournal;
import io.jobsch.plan.JobPlan;
import io.jobsch.process.ProcessRunner;
import io.jobsch.process.ProcessRunners;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.LentThreads;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spec.JobSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A scheduler and its workers in this process, for embedding, tests and CI: it runs real commands,
 * and forgets its jobs when it is closed. Several may live beside each other.
 *
 * <pre>{@code
 * try (var jobsch = LocalScheduler.start()) {
 *   JobResult result = jobsch.submit(sequence(sh("make"), sh("make test"))).result().get();
 * }
 * }</pre>
 *
 * <p>If the process is told to end before it is closed, it is closed on the way.
 */
public final class LocalScheduler implements Scheduler {
  private final LocalThreads threads = new LocalThreads();
  private final SystemTimers timers = new SystemTimers();
  private final VolatileJournal journal = new VolatileJournal();
  private final InProcessTransport transport = new InProcessTransport();
  private final ProcessRunner runner = ProcessRunners.ofThisSystem();
  private final SpoolingOutputStore outputs;
  private final Consumer<JobHandle> onSubmit;
  private final LocalWorkers workers;
  private final HostedScheduler scheduler;
  private final ExitHook exitHook = new ExitHook(this::close);

  LocalScheduler(LocalSettings settings) {
    outputs = new SpoolingOutputStore(settings.outputLimit());
    onSubmit = settings.onSubmit();
    workers =
        new LocalWorkers(
            settings,
            new LocalCrew(
                settings.secrets(), settings.killing(), transport, runner, timers, threads));
    scheduler =
        new HostedScheduler(
            settings.engine(),
            settings.limits(),
            new Host(journal, transport, timers, outputs),
            new HostedScheduler.Watch(threads, Witness.NOBODY),
            new LentThreads(threads, it -> threads.has(it) || ProcessRunners.owns(it)),
            this::release);
    settings.listener().ifPresent(scheduler::listen);
    scheduler.start();
    workers.start();
    exitHook.add();
  }

  /** One with the usual settings: workers as needed, in the current directory. */
  public static LocalScheduler start() {
    return builder().start();
  }

  /** One with settings of your own. */
  public static LocalSchedulerBuilder builder() {
    return new LocalSchedulerBuilder();
  }

  @Override
  public JobHandle submit(JobSpec job) {
    JobPlan plan = scheduler.plan(job);
    workers.provide(plan.roles().size());
    JobHandle handle = scheduler.submit(plan);
    onSubmit.accept(handle);
    return handle;
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
    try {
      scheduler.close();
    } finally {
      exitHook.remove();
    }
  }

  private void release() {
    workers.close();
    runner.close();
    timers.close();
    outputs.close();
    journal.close();
    threads.close();
  }
}
