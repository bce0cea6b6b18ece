package io.jobsch.bench;

import io.jobsch.engine.Effect;
import io.jobsch.engine.Engine;
import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.Event;
import io.jobsch.engine.Now;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.result.Trial;
import io.jobsch.spec.JobSpec;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * An engine in the middle of its work, and the world around it: its workers are busy, as many jobs
 * wait as was asked for, and which job ends next is drawn from a seed. For each job that ends a new
 * one is submitted. Every job is an object of its own, as in life, and made before it is needed.
 */
final class BusyEngine {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MICROSECOND = 1_000;
  private static final Incarnation LIFE = new Incarnation("1");

  private final Engine engine = new Engine(EngineSettings.DEFAULT);
  private final Workload workload;
  private final SplittableRandom random = new SplittableRandom(3);
  private final Deque<Event> submissions = new ArrayDeque<>();
  private final Deque<Command[]> started = new ArrayDeque<>();
  private final List<Command[]> running = new ArrayList<>();
  private int made;
  private long ticks;
  private long events;

  /** A command that runs, and all that its worker need keep of it to tell its end. */
  private record Command(WorkerId worker, AttemptId attempt) {}

  BusyEngine(Workload workload, int waiting, int workers) {
    this.workload = workload;
    for (int i = 0; i < workers; i++) {
      join("w" + i, workload.suitability(i));
    }
    workload.head().ifPresent(this::block);
    int jobs = waiting + workers / workload.width();
    for (int i = 0; i < jobs; i++) {
      step(List.of(nextSubmission()));
      confirmStarted();
    }
  }

  private void join(String name, Suitability suitability) {
    News.Profile profile = new News.Profile(suitability, "none");
    News joined = new News.Joined(new WorkerId(name), LIFE, profile, new TreeSet<>());
    step(List.of(new Event.WorkerSaid(joined)));
  }

  private void block(JobSpec head) {
    join("specialist", Workload.specialist());
    step(List.of(submission(Workload.occupant())));
    started.clear(); // it never ends
    step(List.of(submission(head)));
  }

  /** Makes jobs, which takes a while. */
  void makeJobs(int count) {
    while (submissions.size() < count) {
      submissions.add(submission(workload.job(made++)));
    }
  }

  private Event nextSubmission() {
    makeJobs(1);
    return submissions.remove();
  }

  private Event submission(JobSpec job) {
    HexFormat hex = HexFormat.of();
    String name = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    return new Event.Submitted(new JobId(name), Planner.plan(job));
  }

  /** How many events it has been told. */
  long events() {
    return events;
  }

  /** A job ends, others start in its place, and another is submitted; each event is a step. */
  void oneAtATime() {
    for (Event each : endings(any())) {
      step(List.of(each));
    }
    confirmStarted();
    step(List.of(nextSubmission()));
    confirmStarted();
  }

  private void confirmStarted() {
    while (!started.isEmpty()) {
      Command[] gang = started.remove();
      running.add(gang);
      for (Command each : gang) {
        step(List.of(confirmation(each)));
      }
    }
  }

  /** So many jobs end; in the same step those are confirmed that started in the one before. */
  void allAtOnce(int jobs) {
    List<Event> batch = new ArrayList<>();
    for (int i = Math.min(jobs, running.size()); i > 0; i--) {
      batch.addAll(endings(any()));
      batch.add(nextSubmission());
    }
    for (Command[] gang : started) {
      for (Command each : gang) {
        batch.add(confirmation(each));
      }
      running.add(gang);
    }
    started.clear();
    step(batch);
  }

  /**
   * Brings so many jobs to their last command, those before them having been replaced, and answers
   * with the events that end these commands: each frees the workers of one job.
   */
  List<Event> lastEndings(int jobs) {
    confirmStarted();
    List<Event> last = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      List<Event> all = endings(any());
      all.subList(0, all.size() - 1).forEach(each -> step(List.of(each)));
      last.add(all.get(all.size() - 1));
    }
    return last;
  }

  /** So many jobs end. */
  void end(int jobs) {
    lastEndings(jobs).forEach(each -> step(List.of(each)));
  }

  static JobPlan plan(Workload workload) {
    return Planner.plan(workload.job(0));
  }

  Trial trial(JobPlan plan) {
    return engine.trial(new Now(ticks, START.plusNanos(ticks)), plan);
  }

  /** In place of so many jobs that have ended. */
  void submit(int jobs) {
    for (int i = 0; i < jobs; i++) {
      step(List.of(nextSubmission()));
    }
  }

  private Command[] any() {
    int index = random.nextInt(running.size());
    Command[] last = running.remove(running.size() - 1);
    return index == running.size() ? last : running.set(index, last);
  }

  private static Event confirmation(Command command) {
    return new Event.WorkerSaid(new News.Started(command.worker(), LIFE, command.attempt(), 4_711));
  }

  private static List<Event> endings(Command[] gang) {
    List<Event> endings = new ArrayList<>(gang.length);
    for (Command each : gang) {
      Ending ending = new Ending.Exited(new ExitStatus.Code(0));
      endings.add(
          new Event.WorkerSaid(
              new News.Ended(each.worker(), LIFE, each.attempt(), ending, Written.NOTHING)));
    }
    return endings;
  }

  void step(List<Event> batch) {
    ticks += MICROSECOND;
    events += batch.size();
    Now now = new Now(ticks, START.plusNanos(ticks));
    for (Effect effect : engine.step(now, batch).effects()) {
      if (effect instanceof Effect.Tell it && it.order() instanceof Order.Start start) {
        note(start);
      }
    }
  }

  private void note(Order.Start start) {
    Command command = new Command(start.to().worker(), start.attempt());
    Command[] last = started.peekLast();
    if (last != null && last[0].attempt().job().equals(start.attempt().job())) {
      Command[] more = Arrays.copyOf(started.removeLast(), last.length + 1);
      more[last.length] = command;
      started.add(more);
    } else {
      started.add(new Command[] {command});
    }
  }
}
