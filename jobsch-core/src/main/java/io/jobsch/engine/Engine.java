package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobResult;
import io.jobsch.result.Trial;
import io.jobsch.result.Waiting;
import io.jobsch.workers.WorkerId;
import java.util.List;
import java.util.Optional;

/**
 * Decides what follows from what happens. A value that changes by {@link #step} alone: it reads no
 * clock, starts no thread, touches no file, draws no chance and iterates in a fixed order, so that
 * the same events give the same facts and effects, byte for byte. Not safe for use by several
 * threads at a time.
 */
public final class Engine {
  private final State state;
  private final EngineSettings settings;

  /** One that knows of no job and no worker. */
  public Engine(EngineSettings settings) {
    this.settings = settings;
    this.state = new State(settings);
  }

  /**
   * One that knows what these facts say. {@link #resume} it before its first step.
   *
   * @param facts all that were decided, in their order
   */
  public static Engine recovered(EngineSettings settings, Iterable<Fact> facts) {
    Engine engine = new Engine(settings);
    facts.forEach(engine.state::apply);
    return engine;
  }

  /** What may not have been done before a recovery, to be done again. It decides nothing. */
  public Step resume(Now now) {
    Turn turn = new Turn(state, settings, now);
    Resumption.everything(turn);
    return turn.finished();
  }

  /**
   * What follows from a batch of events, in their order; but of what happened in the same batch,
   * the end of a command comes before a deadline, which it has met by that. Gangs are allocated
   * once, at the end.
   */
  public Step step(Now now, List<Event> events) {
    Turn turn = new Turn(state, settings, now);
    for (Event event : events) {
      if (!(event instanceof Event.DeadlineReached)) {
        react(turn, event);
      }
    }
    for (Event event : events) {
      if (event instanceof Event.DeadlineReached) {
        react(turn, event);
      }
    }
    Allocation.pass(turn);
    return turn.finished();
  }

  private static void react(Turn turn, Event event) {
    if (event instanceof Event.Submitted it) {
      OnSubmitted.react(turn, it);
    } else if (event instanceof Event.CancelRequested it) {
      OnCancelRequested.react(turn, it);
    } else if (event instanceof Event.WorkerSaid it) {
      OnWorkerSaid.react(turn, it.news());
    } else if (event instanceof Event.WorkerLost it) {
      OnWorkerGone.react(turn, it.worker(), it.incarnation(), it.why());
    } else if (event instanceof Event.DeadlineReached it) {
      OnDeadline.react(turn, it.deadline());
    } else {
      throw new AssertionError("an event without a reaction: " + event);
    }
  }

  /** A job that is not over, as it stands; what its commands wrote is left empty. */
  public Optional<JobResult> job(JobId id) {
    return state
        .queue()
        .find(id)
        .map(Views::queued)
        .or(() -> state.running(id).map(Views::running));
  }

  /** Why a job waits for its workers; empty if it does not. */
  public Optional<Waiting> waiting(JobId id) {
    return state.queue().find(id).map(job -> new Explanation(state, job).waiting());
  }

  /** What would become of a job if it were submitted now. Decides nothing. */
  public Trial trial(Now now, JobPlan plan) {
    return state.queue().tried(plan, now, job -> trial(new Turn(state, settings, now), job));
  }

  private static Trial trial(Turn turn, QueuedJob job) {
    return Allocation.trial(turn, job)
        .<Trial>map(Trial.Starts::new)
        .orElseGet(() -> new Trial.Waits(new Explanation(turn.state(), job).waiting()));
  }

  /** The connected workers, by name. */
  public List<WorkerSnapshot> workers() {
    return state.pool().all().stream().map(WorkerRun::snapshot).toList();
  }

  /** A connected worker. */
  public Optional<WorkerSnapshot> worker(WorkerId id) {
    return state.pool().find(id).map(WorkerRun::snapshot);
  }

  /** For the tests of this package: all that it knows. */
  State state() {
    return state;
  }
}
