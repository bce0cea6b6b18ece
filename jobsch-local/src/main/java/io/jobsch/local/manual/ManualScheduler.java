package io.jobsch.local.manual;

import io.jobsch.HostedScheduler;
import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.Scheduler;
import io.jobsch.WorkerView;
import io.jobsch.journal.VolatileJournal;
import io.jobsch.local.InProcessTransport;
import io.jobsch.local.SpoolingOutputStore;
import io.jobsch.local.check.JobText;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobResult;
import io.jobsch.result.Waiting;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.VirtualTimers;
import io.jobsch.spec.JobSpec;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A scheduler for tests: time passes when it is told to, and commands do what their scripts say.
 * Engine, loop and workers are those of production; no process and no thread is started.
 *
 * <pre>{@code
 * try (var manual = ManualScheduler.start()) {
 *   manual.when(command("backup *")).then(exits(3).after(ofMinutes(9)));
 *   JobHandle job = manual.submit(exec("backup", "db"));
 *   manual.advance(ofMinutes(10));
 *   JobResult result = job.result().join();
 * }
 * }</pre>
 *
 * <p>A command without a script exits with 0 at once. Listeners are called, and futures completed,
 * on the thread that submits, lets time pass, or whatever else makes something happen; when its
 * call returns, all that follows has happened. A future that needs time to pass must not be waited
 * for by the one who would let it pass.
 *
 * <p>Equal calls make equal runs, job ids and times included, where one thread makes them. Calls
 * may come from any thread.
 */
public final class ManualScheduler implements Scheduler {
  /** What takes longer than this goes on for ever. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final Turns turns = new Turns();
  private final Playbook playbook = new Playbook();
  private final VolatileJournal journal = new VolatileJournal();
  private final SpoolingOutputStore outputs = new SpoolingOutputStore();

  /** In the order in which they were submitted: what is done to all is done in that order. */
  private final Set<JobHandle> unfinished = Collections.synchronizedSet(new LinkedHashSet<>());

  private final ManualSettings settings;
  private final VirtualTimers timers;
  private final Crew crew;
  private final HostedScheduler scheduler;
  private volatile boolean closed;

  ManualScheduler(ManualSettings settings) {
    this.settings = settings;
    this.timers = new VirtualTimers(settings.startsAt());
    InProcessTransport transport = new InProcessTransport();
    this.crew = new Crew(settings, playbook, transport, timers, turns);
    AtomicLong jobs = new AtomicLong();
    this.scheduler =
        HostedScheduler.withoutThreads(
            settings.engine(),
            settings.limits(),
            new Host(journal, transport, timers, outputs),
            turns,
            this::release,
            () -> new JobId(String.format("%032x", jobs.incrementAndGet())));
    settings.listener().ifPresent(scheduler::listen);
    scheduler.start();
    crew.start();
  }

  /** One with the usual settings: workers as needed, which suit every role. */
  public static ManualScheduler start() {
    return builder().start();
  }

  /** One with settings of your own. */
  public static ManualSchedulerBuilder builder() {
    return new ManualSchedulerBuilder();
  }

  /**
   * Says what commands do: {@code when(command("make")).then(exits(3))}. What is said later goes
   * before what was said earlier, for commands that start from then on.
   *
   * @param which see {@link Scripts}
   */
  public When when(Predicate<StartedCommand> which) {
    return new When(which);
  }

  /** Commands whose script is to be said. */
  public final class When {
    private final Predicate<StartedCommand> which;

    private When(Predicate<StartedCommand> which) {
      this.which = which;
    }

    /**
     * They do that.
     *
     * @param script for the first of them that starts
     * @param next for those that start after it, one each; the last is for all that follow
     */
    public void then(Script script, Script... next) {
      List<Script> scripts = new ArrayList<>();
      scripts.add(script);
      scripts.addAll(List.of(next));
      playbook.add(which, scripts);
    }
  }

  /** The time of day. */
  public Instant now() {
    return timers.wallClock();
  }

  /**
   * Lets time pass. All that is due by then happens in order, each at its time, with all that
   * follows from it.
   *
   * @param time 0 or more
   * @throws IllegalArgumentException if it is less, or leads beyond 2262
   * @throws IllegalStateException if a listener calls it, or what a future completes
   */
  public void advance(Duration time) {
    turns.exclusively(
        "advance",
        () -> {
          long end = timers.after(time);
          while (next().orElse(Long.MAX_VALUE) <= end) {
            step();
          }
          timers.advance(Duration.ofNanos(end - timers.ticks()));
        });
  }

  /**
   * Lets time pass until every job is over, or nothing happens any more by itself: a command never
   * ends, or a job waits for a worker that does not come.
   *
   * @throws IllegalStateException if jobs go on for ten years, or if a listener calls it
   */
  public void runUntilIdle() {
    runUntil("runUntilIdle", unfinished::isEmpty);
  }

  /**
   * Lets time pass until a job is over.
   *
   * @return what became of it
   * @throws IllegalStateException if it does not end by itself; says why
   */
  public JobResult finish(JobHandle job) {
    CompletableFuture<JobResult> result = job.result();
    runUntil("finish", result::isDone);
    if (!result.isDone()) {
      throw new IllegalStateException(
          "job " + job.id() + " does not end by itself" + why(job) + "\n" + JobText.of(now(job)));
    }
    return result.join();
  }

  /** {@link #submit}, and {@link #finish}. */
  public JobResult run(JobSpec job) {
    return finish(submit(job));
  }

  private static String why(JobHandle job) {
    return job.waiting().join().map(Waiting::why).map(why -> ": " + why).orElse("");
  }

  private static JobResult now(JobHandle job) {
    return job.now().join();
  }

  private void runUntil(String what, BooleanSupplier enough) {
    turns.exclusively(
        what,
        () -> {
          long start = timers.ticks();
          while (!enough.getAsBoolean() && next().isPresent()) {
            if (timers.ticks() - start > FOR_EVER.toNanos()) {
              throw new IllegalStateException(what + ": jobs go on for more than ten years");
            }
            step();
          }
        });
  }

  private OptionalLong next() {
    return timers.next();
  }

  /** What is due next, and all that follows from it at that time. */
  private void step() {
    timers.advance(Duration.ofNanos(next().orElseThrow() - timers.ticks()));
    turns.makeAll();
  }

  /**
   * A worker more.
   *
   * @throws IllegalArgumentException if there is, or was, one of that name
   */
  public void add(ManualWorker worker) {
    crew.add(worker);
  }

  /**
   * A worker is gone, as if its plug was pulled.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public void vanish(String worker) {
    crew.vanish(new WorkerId(worker));
  }

  /**
   * A worker that has vanished joins again, in a new life.
   *
   * @throws IllegalArgumentException if it has not vanished
   */
  public void comeBack(String worker) {
    crew.comeBack(new WorkerId(worker));
  }

  @Override
  public JobHandle submit(JobSpec job) {
    if (closed) {
      throw new IllegalStateException("the scheduler is closed");
    }
    JobPlan plan = scheduler.plan(job);
    crew.provide(plan.roles().size());
    JobHandle handle = scheduler.submit(plan);
    unfinished.add(handle);
    handle.result().whenComplete((result, failure) -> unfinished.remove(handle));
    settings.onSubmit().accept(handle);
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

  /**
   * Cancels what runs, and lets as much time pass as that takes.
   *
   * @throws IllegalStateException if a listener calls it, or what a future completes
   */
  @Override
  public void close() {
    turns.exclusively(
        "close",
        () -> {
          if (!closed) {
            closed = true;
            closeParts();
          }
        });
  }

  private void closeParts() {
    List.copyOf(unfinished).forEach(JobHandle::cancel);
    turns.makeAll();
    while (!unfinished.isEmpty() && next().isPresent()) {
      step();
    }
    scheduler.close();
  }

  private void release() {
    outputs.close();
    journal.close();
  }
}
