package io.jobsch.local.simulate;

import io.jobsch.engine.Deadline;
import io.jobsch.engine.Effect;
import io.jobsch.engine.Engine;
import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.Event;
import io.jobsch.engine.Fact;
import io.jobsch.engine.Now;
import io.jobsch.engine.Step;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RecordedJob;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One replay while it goes on: gives the engine what happens, instant by instant, and does what it
 * orders. Its ticks count from the first submission.
 */
final class Performance {
  private static final Incarnation ONLY_LIFE = new Incarnation("1");

  private final int workers;
  private final Engine engine;
  private final Plans plans;
  private final List<TraceJob> jobs;
  private final int unusable;
  private final Duration origin;
  private final Agenda agenda = new Agenda();
  private final Map<JobId, Submission> submissions = new HashMap<>();
  private final Map<JobId, Start> starts = new HashMap<>();
  private final Map<AttemptId, StartedCommand> commands = new HashMap<>();
  private final SortedMap<Integer, ReplayedJob> over = new TreeMap<>();
  private int submitted;
  private int tooWide;
  private long events;
  private long steps;

  Performance(Simulation simulation, Trace trace) {
    this.workers = simulation.workers();
    this.engine =
        new Engine(
            EngineSettings.DEFAULT
                .withKillAllowance(Duration.ZERO)
                .withReserveAfter(simulation.reserveAfter()));
    this.plans = new Plans(workers);
    this.jobs = new ArrayList<>(trace.jobs());
    jobs.sort(Comparator.comparing(TraceJob::submit));
    this.unusable = trace.unusable();
    this.origin = jobs.isEmpty() ? Duration.ZERO : jobs.get(0).submit();
  }

  /** A job that was submitted, as the one of that number. */
  private record Submission(int number, TraceJob job) {}

  /** A job that got so many workers. */
  private record Start(Duration at, int workers) {}

  Replay play() {
    workersJoin();
    for (long ticks = next(); ticks < Long.MAX_VALUE; ticks = next()) {
      submit(ticks);
      step(ticks, agenda.take(ticks));
    }
    if (over.size() + tooWide < jobs.size()) {
      throw new AssertionError("jobs that nothing keeps from running have never ended");
    }
    return new Replay(workers, List.copyOf(over.values()), unusable, tooWide, events, steps);
  }

  private void workersJoin() {
    News.Profile profile = new News.Profile(new Suitability.Everything(), "simulated");
    for (int i = 1; i <= workers; i++) {
      WorkerId worker = new WorkerId("w" + i);
      News news = new News.Joined(worker, ONLY_LIFE, profile, Collections.emptySortedSet());
      agenda.add(0, new Event.WorkerSaid(news));
    }
  }

  private long next() {
    return submitted == jobs.size() ? agenda.next() : Math.min(agenda.next(), nextSubmission());
  }

  private long nextSubmission() {
    return jobs.get(submitted).submit().minus(origin).toNanos();
  }

  /** Before the plans of the jobs that come later are made: there may be many. */
  private void submit(long ticks) {
    for (; submitted < jobs.size() && nextSubmission() == ticks; submitted++) {
      TraceJob job = jobs.get(submitted);
      Optional<JobPlan> plan = plans.of(job);
      if (plan.isPresent()) {
        JobId id = new JobId(String.format("%032x", submitted + 1));
        submissions.put(id, new Submission(submitted, job));
        agenda.add(ticks, new Event.Submitted(id, plan.get()));
      } else {
        tooWide++;
      }
    }
  }

  private void step(long ticks, List<Event> batch) {
    if (batch.isEmpty()) {
      return; // of jobs that are skipped, or of commands that were stopped before their end
    }
    Step step = engine.step(new Now(ticks, Instant.EPOCH.plusNanos(ticks)), batch);
    events += batch.size();
    steps++;
    Duration now = origin.plusNanos(ticks);
    step.facts().forEach(fact -> note(now, fact));
    step.effects().forEach(effect -> carryOut(ticks, effect));
  }

  private void note(Duration now, Fact fact) {
    if (fact instanceof Fact.GangAllocated it) {
      starts.put(it.job(), new Start(now, it.gang().size()));
    } else if (fact instanceof Fact.JobEnded it) {
      Submission submission = taken(submissions, it.job());
      Start start = taken(starts, it.job());
      over.put(
          submission.number(),
          new ReplayedJob(submission.job(), start.workers(), start.at(), now, it.state()));
    } else if (fact instanceof Fact.NodeEnded it) {
      // Groups, which no attempt is of, are not among them.
      commands.remove(new AttemptId(it.job(), it.node(), 1));
    }
  }

  private static <K, V> V taken(Map<K, V> map, K key) {
    return Optional.ofNullable(map.remove(key)).orElseThrow();
  }

  private void carryOut(long ticks, Effect effect) {
    if (effect instanceof Effect.Tell it) {
      tell(ticks, it.order());
    } else if (effect instanceof Effect.SetDeadline it) {
      // A worker that plays a part never forgets to tell the end: nobody has to wait for that.
      if (!(it.deadline() instanceof Deadline.Backstop)) {
        agenda.set(it.deadline(), it.ticks());
      }
    } else if (effect instanceof Effect.ClearDeadline it) {
      agenda.clear(it.deadline());
    }
  }

  private void tell(long ticks, Order order) {
    if (order instanceof Order.Start it) {
      start(ticks, it);
    } else if (order instanceof Order.Stop it) {
      Optional.ofNullable(commands.get(it.attempt()))
          .flatMap(StartedCommand::stop)
          .ifPresent(end -> agenda.add(ticks, end));
    }
  }

  private void start(long ticks, Order.Start order) {
    StartedCommand command = new StartedCommand(order, course(order));
    commands.put(order.attempt(), command);
    agenda.end(Math.addExact(ticks, command.takes().toNanos()), command);
  }

  private RecordedJob.Course course(Order.Start order) {
    TraceJob job = Optional.ofNullable(submissions.get(order.attempt().job())).orElseThrow().job();
    if (job instanceof TraceJob.Rigid rigid) {
      return RecordedJob.Course.succeedsAfter(rigid.takes());
    }
    Pointer command = order.launch().node();
    RecordedJob recorded = ((TraceJob.Recorded) job).recorded();
    return Optional.ofNullable(recorded.courses().get(command)).orElseThrow();
  }
}
