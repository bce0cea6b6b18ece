package io.jobsch.launcher;

import io.jobsch.JobEvent;
import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.launcher.view.Outlet;
import io.jobsch.launcher.view.RunView;
import io.jobsch.launcher.view.Views;
import io.jobsch.local.LocalScheduler;
import io.jobsch.local.LocalSchedulerBuilder;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.json.SpecReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** {@code jobsch run}: runs one job in this process, shows it, and ends as it ended. */
final class RunCommand {
  /** How often a job that has not started is asked whether it ever will. */
  private static final long PATIENCE_MILLIS = 200;

  private final RunOptions options;
  private final CompletableFuture<Void> nobodyReads = new CompletableFuture<>();

  RunCommand(RunOptions options) {
    this.options = options;
  }

  /**
   * Runs it, and waits for its end.
   *
   * @return this program's exit code
   * @throws Refusal if nothing was run
   */
  int run() throws Refusal {
    JobPlan plan = plan();
    Gang gang = new Gang(plan, options);
    gang.check();
    checkWorkdir();
    try (RunView view = view(plan)) {
      Warnings.tell(view::note);
      return run(plan, gang, view);
    }
  }

  private void checkWorkdir() throws Refusal {
    if (!Files.isDirectory(options.workdir())) {
      throw Refusal.because(
          "--workdir "
              + options.workdir()
              + (Files.exists(options.workdir())
                  ? ": expected a directory, found a file"
                  : ": there is no such directory"));
    }
  }

  private JobPlan plan() throws Refusal {
    SpecLimits limits = SpecLimits.DEFAULT;
    JobFile file = JobFile.read(options.file(), limits.documentBytes());
    try {
      return Planner.plan(bounded(new SpecReader(limits).read(file.bytes())), limits);
    } catch (InvalidJobException e) {
      throw Refusal.invalid(file.located(e.problems()), e.problems());
    }
  }

  /**
   * The job may take as long as it says itself and as long as was asked for, the shorter of both.
   */
  private JobSpec bounded(JobSpec job) {
    Optional<Duration> asked = options.timeout();
    boolean shorter =
        asked.isPresent() && job.timeout().filter(own -> own.compareTo(asked.get()) <= 0).isEmpty();
    return shorter ? job.timeout(asked.orElseThrow()) : job;
  }

  private RunView view(JobPlan plan) {
    Surroundings surroundings = Surroundings.ofThisProcess();
    TerminalSize size = new TerminalSize(surroundings.environment());
    Outlet err = outlet(FileDescriptor.err, surroundings.stderrIsTerminal(), gone -> {});
    Outlet out =
        outlet(FileDescriptor.out, surroundings.stdoutIsTerminal(), gone -> nobodyReads(gone, err));
    Views views = new Views(plan, surroundings.looks(size), out, err);
    if (options.json()) {
      return views.json(options.quiet());
    }
    if (options.quiet()) {
      return views.quiet();
    }
    if (surroundings.stdoutIsTerminal()) {
      Signals.on("WINCH", size::forget);
    }
    return views.full();
  }

  private static Outlet outlet(
      FileDescriptor stream, boolean terminal, Consumer<IOException> whenGone) {
    return new Outlet(new FileOutputStream(stream), terminal, whenGone);
  }

  private void nobodyReads(IOException gone, Outlet err) {
    err.note("stdout cannot be written (" + gone.getMessage() + "); what still runs is cancelled");
    nobodyReads.complete(null);
  }

  private int run(JobPlan plan, Gang gang, RunView view) throws Refusal {
    Relay relay = new Relay(view);
    try (LocalScheduler scheduler = scheduler(gang, relay)) {
      JobHandle job = scheduler.submit(plan.spec());
      Interrupts interrupts = new Interrupts(job, view);
      interrupts.listen();
      nobodyReads.thenRun(job::cancel);
      awaitStart(scheduler, job, gang, relay);
      JobResult result = job.result().join();
      relay.ended.join();
      view.finished(result);
      return exitCode(result, interrupts);
    }
  }

  private LocalScheduler scheduler(Gang gang, JobListener listener) {
    LocalSchedulerBuilder settings =
        LocalScheduler.builder()
            .workers(gang.size())
            .directory(options.workdir().toAbsolutePath())
            .listener(listener);
    options.roles().forEach(pattern -> settings.suits(pattern.glob()));
    return settings.start();
  }

  private static void awaitStart(LocalScheduler scheduler, JobHandle job, Gang gang, Relay relay)
      throws Refusal {
    while (!isDone(relay.started)) {
      Optional<String> hopeless = gang.hopeless(scheduler, job);
      if (hopeless.isPresent()) {
        throw Refusal.because(hopeless.get());
      }
    }
  }

  private static boolean isDone(CompletableFuture<Void> started) {
    try {
      started.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("waiting for the job to start", e);
    }
  }

  /** Whoever pressed Ctrl-C may have hit the commands before they could be cancelled. */
  private int exitCode(JobResult result, Interrupts interrupts) {
    if (nobodyReads.isDone()) {
      return ExitCodes.NOBODY_READS;
    }
    return interrupts.happened() && !result.succeeded()
        ? ExitCodes.CANCELLED
        : ExitCodes.of(result);
  }

  /** Passes on what happens, and knows how far it has come. */
  private static final class Relay implements JobListener {
    private final RunView view;

    /** The job waits no more. */
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /** The job is over, and all of it has been passed on. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Relay(RunView view) {
      this.view = view;
    }

    @Override
    public void on(JobEvent event) {
      try {
        view.on(event);
      } finally {
        if (event instanceof JobEvent.JobChanged change) {
          note(change.state());
        }
      }
    }

    private void note(JobState state) {
      if (state != JobState.QUEUED) {
        started.complete(null);
      }
      if (state.isTerminal()) {
        ended.complete(null);
      }
    }
  }
}
