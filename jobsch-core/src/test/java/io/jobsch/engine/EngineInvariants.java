package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.Launch;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must hold after every step of an engine, whatever happened: of its state, of each fact when
 * it is decided, and of the effects that go with them. Watches one engine from its first step on.
 * It keeps a state of its own that is changed by the facts alone, as a recovery would; that this
 * one equals the engine's is the first thing that must hold.
 */
final class EngineInvariants {
  private static final ExitStatus SUCCESS = new ExitStatus.Code(0);

  private final EngineSettings settings;
  private final Walked walked;
  private final State replica;
  private final DeadlineBook deadlines = new DeadlineBook();
  private final SortedSet<RoleName> everWanted = new TreeSet<>();
  private final SortedSet<AttemptId> ordered = new TreeSet<>();
  private final Map<AttemptId, Launch> launches = new TreeMap<>();
  private final SortedSet<JobId> submitted = new TreeSet<>();
  private final SortedSet<JobId> ended = new TreeSet<>();
  private final SortedSet<JobId> reported = new TreeSet<>();
  private final SortedSet<JobId> stoppedByLoss = new TreeSet<>();

  EngineInvariants(EngineSettings settings, Walked walked) {
    this.settings = settings;
    this.walked = walked;
    this.replica = new State(settings);
  }

  DeadlineBook deadlines() {
    return deadlines;
  }

  /** A step of the engine, and what it has come to. */
  void stepped(Now now, List<Event> events, Step step, State state) {
    walked.took(events);
    walked.gave(step);
    Context context = new Context(now, events, step.facts(), replica.pool());
    SituationWatch.before(walked, replica, events);
    for (Event event : events) {
      if (event instanceof Event.DeadlineReached it) {
        deadlines.reached(it.deadline());
      }
    }
    step.facts().forEach(fact -> decided(context, fact));
    new Effects(context).check(step.effects());
    answers(events, step.effects());
    check(state);
    new AllocationInvariants(replica, now.ticks(), settings).nobodyWaitsInVain(walked);
    new AgingInvariants(state, now.ticks(), settings).check(walked);
  }

  /** A recovery: it decides nothing, and gives again the orders that are owed. */
  void resumed(Now now, Step step, State state) {
    Check.that(step.facts().isEmpty(), "a recovery decided %s", step.facts());
    deadlines.restarted(replica, now);
    new Effects(new Context(now, List.of(), List.of(), replica.pool())).check(step.effects());
    SortedSet<AttemptId> owed = new TreeSet<>();
    SortedSet<AttemptId> stops = new TreeSet<>();
    for (RunningJob job : replica.running()) {
      for (int index : job.runningCommands(JobPlan.ROOT)) {
        if (job.node(index).stop().isPresent()) {
          stops.add(job.attempt(index));
        } else if (!job.node(index).confirmed()) {
          owed.add(job.attempt(index));
        }
      }
    }
    replica.pool().all().forEach(worker -> stops.addAll(worker.strays()));
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Tell tell && tell.order() instanceof Order.Start it) {
        Check.that(owed.remove(it.attempt()), "started anew, and not owed: %s", it);
      } else if (effect instanceof Effect.Tell tell && tell.order() instanceof Order.Stop it) {
        Check.that(stops.remove(it.attempt()), "stopped, and not owed: %s", it);
      }
    }
    Check.that(owed.isEmpty(), "after a recovery, not started again: %s", owed);
    Check.that(stops.isEmpty(), "after a recovery, not stopped again: %s", stops);
    check(state);
  }

  private void check(State state) {
    List<Object> expected = StateDump.of(replica);
    List<Object> found = StateDump.of(state);
    Check.that(
        expected.equals(found),
        "the facts do not make the engine's state:%n%s%nengine:%n%s",
        expected,
        found);
    new PoolInvariants(replica).check(everWanted);
    replica.running().forEach(job -> new TreeInvariants(job).check());
    deadlines.check(replica);
    Check.that(reported.equals(ended), "over: %s, reported: %s", ended, reported);
    for (JobId job : submitted) {
      boolean alive = replica.queue().find(job).isPresent() || replica.running(job).isPresent();
      Check.that(alive != ended.contains(job), "job %s is neither alive nor over", job);
    }
  }

  /** Looks at a fact with the state before it, then lets it be so. */
  private void decided(Context context, Fact fact) {
    if (fact instanceof Fact.JobSubmitted it) {
      Check.that(submitted.add(it.job()), "accepted twice: %s", it.job());
      everWanted.addAll(it.plan().roles());
    } else if (fact instanceof Fact.GangAllocated it) {
      new AllocationInvariants(replica, it.ticks(), settings).check(it, walked);
      walked.arrow(JobState.QUEUED, JobState.RUNNING);
    } else if (fact instanceof Fact.AttemptOrdered it) {
      ordered(it);
    } else if (fact instanceof Fact.GroupStarted it) {
      RunningJob job = job(it.job());
      arrow(job, it.node(), NodeState.RUNNING);
      deadlines.started(it.job(), job.plan().node(it.node()), context.now);
    } else if (fact instanceof Fact.NodeEnded it) {
      nodeEnded(context, it);
    } else if (fact instanceof Fact.NodesDropped it) {
      dropped(it);
    } else if (fact instanceof Fact.StopDecided it) {
      stopDecided(it);
    } else if (fact instanceof Fact.JobEnded it) {
      jobEnded(it);
    } else if (fact instanceof Fact.WorkerJoined it) {
      context.connected.computeIfAbsent(it.worker(), id -> new HashSet<>()).add(it.incarnation());
    } else if (fact instanceof Fact.WorkerGone it) {
      context.gone.add(it.worker());
    }
    SituationWatch.decided(walked, replica, fact);
    replica.apply(fact);
  }

  private RunningJob job(JobId id) {
    Check.that(!ended.contains(id), "a fact about job %s, which is over", id);
    return replica.running(id).orElseThrow(() -> new AssertionError("does not run: " + id));
  }

  private void arrow(RunningJob job, int node, NodeState to) {
    NodeState from = job.node(node).state();
    Check.that(from.next().contains(to), "node %s of %s: %s to %s", node, job.id(), from, to);
    walked.arrow(from, to);
  }

  private void ordered(Fact.AttemptOrdered fact) {
    AttemptId attempt = fact.attempt();
    RunningJob job = job(attempt.job());
    arrow(job, attempt.node(), NodeState.RUNNING);
    Check.that(attempt.number() == 1, "a second attempt, and nobody asked for it: %s", attempt);
    Check.that(ordered.add(attempt), "ordered twice: %s", attempt);
    WorkerId worker = job.workerOf(attempt.node());
    Check.that(
        replica.jobOf(worker).filter(job::equals).isPresent(),
        "%s is to run on %s, which is not there for it",
        attempt,
        worker);
  }

  private void dropped(Fact.NodesDropped fact) {
    Check.that(
        fact.state() == NodeState.SKIPPED || fact.state() == NodeState.CANCELLED,
        "dropped to %s",
        fact.state());
    walked.reason(fact.reason());
    if (replica.running(fact.job()).isPresent()) {
      fact.nodes().forEach(node -> arrow(job(fact.job()), node, fact.state()));
    } else {
      QueuedJob job = replica.queue().find(fact.job()).orElseThrow();
      Check.that(fact.nodes().size() == job.plan().nodes().size(), "dropped in part: %s", fact);
      walked.arrow(NodeState.PENDING, fact.state());
    }
  }

  private void stopDecided(Fact.StopDecided fact) {
    RunningJob job = job(fact.job());
    walked.cause(fact.cause());
    if (fact.cause() == StopCause.CANCEL && job.state() != JobState.CANCELLING) {
      walked.arrow(job.state(), JobState.CANCELLING);
    }
    if (fact.cause() == StopCause.LOSS) {
      stoppedByLoss.add(fact.job());
    }
  }

  private void nodeEnded(Context context, Fact.NodeEnded fact) {
    RunningJob job = job(fact.job());
    arrow(job, fact.node(), fact.state());
    fact.reason().ifPresent(walked::reason);
    Check.that(
        fact.reason().isPresent() == (fact.state() != NodeState.SUCCEEDED), "reason: %s", fact);
    PlanNode node = job.plan().node(fact.node());
    if (node instanceof PlanNode.GroupNode group) {
      for (int child : group.children()) {
        Check.that(job.node(child).state().isTerminal(), "a group ends before its parts: %s", fact);
      }
    } else {
      Check.that(isTrue(context, job, fact), "nobody said so: %s; %s", fact, context.events);
    }
  }

  /** Whether somebody who can know has said what became of a command. */
  private boolean isTrue(Context context, RunningJob job, Fact.NodeEnded fact) {
    AttemptId attempt = job.attempt(fact.node());
    WorkerId worker = job.workerOf(fact.node());
    Optional<StopCause> stop = job.node(fact.node()).stop().map(NodeRun.Stop::cause);
    boolean overdue =
        fact.state() == NodeState.FAILED
            && context.events.contains(new Event.DeadlineReached(new Deadline.Backstop(attempt)));
    boolean gone = fact.state() == NodeState.LOST && context.gone.contains(worker);
    return overdue
        || gone
        || context.endings(attempt, worker).stream()
            .anyMatch(
                it ->
                    means(job.plan().node(fact.node()), it, stop) == fact.state()
                        && status(it, fact.state()).equals(fact.exit()));
  }

  private static NodeState means(PlanNode node, Ending ending, Optional<StopCause> stop) {
    if (ending instanceof Ending.Exited it) {
      return it.status().equals(SUCCESS) ? NodeState.SUCCEEDED : NodeState.FAILED;
    }
    if (ending instanceof Ending.Killed it
        && it.cause() == Ending.Cause.TIMEOUT
        && node.timeout().isPresent()) {
      return NodeState.TIMED_OUT;
    }
    if (ending instanceof Ending.Killed it
        && it.cause() == Ending.Cause.ORDER
        && stop.isPresent()) {
      return stop.get() == StopCause.TIMEOUT ? NodeState.TIMED_OUT : NodeState.CANCELLED;
    }
    boolean failed =
        ending instanceof Ending.Unkillable
            || ending instanceof Ending.NotStarted it
                && it.kind() != Ending.NotStarted.Kind.REFUSED;
    return failed ? NodeState.FAILED : NodeState.LOST;
  }

  private static Optional<ExitStatus> status(Ending ending, NodeState state) {
    if (ending instanceof Ending.Exited it) {
      return Optional.of(it.status());
    }
    return ending instanceof Ending.Killed it && state != NodeState.LOST
        ? it.status()
        : Optional.empty();
  }

  private void jobEnded(Fact.JobEnded fact) {
    Check.that(submitted.contains(fact.job()), "nobody submitted %s", fact.job());
    Check.that(ended.add(fact.job()), "job %s ends twice", fact.job());
    Check.that(
        fact.reason().isPresent() == (fact.state() != JobState.SUCCEEDED), "reason: %s", fact);
    JobState from = JobState.QUEUED;
    JobState expected = JobState.CANCELLED;
    Optional<RunningJob> running = replica.running(fact.job());
    if (running.isPresent()) {
      from = running.get().state();
      expected = endOf(running.get());
      for (PlanNode node : running.get().plan().nodes()) {
        Check.that(
            running.get().node(node.index()).state().isTerminal(),
            "job %s ends before its node \"%s\"",
            fact.job(),
            node.pointer());
      }
    }
    Check.that(fact.state() == expected, "expected %s, found %s", expected, fact);
    walked.arrow(from, fact.state());
    Check.that(!deadlines.knows(fact.job()) || running.isPresent(), "deadlines of %s", fact.job());
  }

  private JobState endOf(RunningJob job) {
    boolean grave =
        stoppedByLoss.contains(job.id())
            || job.plan().nodes().stream()
                .map(node -> job.node(node.index()))
                .anyMatch(it -> it.reason().filter(Reason::isGrave).isPresent());
    if (job.state() == JobState.CANCELLING) {
      return grave ? JobState.FAILED : JobState.CANCELLED;
    }
    return job.node(JobPlan.ROOT).state() == NodeState.SUCCEEDED
        ? JobState.SUCCEEDED
        : JobState.FAILED;
  }

  /** Who asked gets an answer, once. */
  private static void answers(List<Event> events, List<Effect> effects) {
    List<Object> asked = new ArrayList<>();
    List<Object> answered = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Submitted it) {
        asked.add(it.job());
      } else if (event instanceof Event.CancelRequested it) {
        asked.add(Map.entry(it.request(), it.job()));
      }
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.Accepted it) {
        answered.add(it.job());
      } else if (effect instanceof Effect.CancelAnswered it) {
        answered.add(Map.entry(it.request(), it.job()));
      }
    }
    Check.that(asked.equals(answered), "asked: %s, answered: %s", asked, answered);
  }

  /** What a step began with, and what it has brought so far. */
  private static final class Context {
    final Now now;
    final List<Event> events;
    final List<Fact> facts;
    final Map<WorkerId, Set<Incarnation>> connected = new TreeMap<>();
    final SortedSet<AttemptId> strays = new TreeSet<>();
    final SortedSet<WorkerId> gone = new TreeSet<>();

    Context(Now now, List<Event> events, List<Fact> facts, Pool before) {
      this.now = now;
      this.events = events;
      this.facts = facts;
      for (WorkerRun worker : before.all()) {
        connected.put(worker.id(), new HashSet<>(Set.of(worker.incarnation())));
        strays.addAll(worker.strays());
      }
    }

    boolean isConnected(WorkerId worker, Incarnation incarnation) {
      return connected.getOrDefault(worker, Set.of()).contains(incarnation);
    }

    List<Ending> endings(AttemptId attempt, WorkerId worker) {
      List<Ending> told = new ArrayList<>();
      for (Event event : events) {
        if (event instanceof Event.WorkerSaid said
            && said.news() instanceof News.Ended it
            && it.attempt().equals(attempt)
            && it.worker().equals(worker)
            && isConnected(worker, it.incarnation())) {
          told.add(it.ending());
        }
      }
      return told;
    }

    boolean hasJoined(WorkerId worker) {
      return facts.stream()
          .anyMatch(it -> it instanceof Fact.WorkerJoined joined && joined.worker().equals(worker));
    }
  }

  /** What must hold of the effects of one step, in their order. */
  private final class Effects {
    private final Context context;
    private final Map<AttemptId, Integer> acknowledged = new LinkedHashMap<>();

    Effects(Context context) {
      this.context = context;
    }

    void check(List<Effect> effects) {
      for (Effect effect : effects) {
        if (effect instanceof Effect.Tell it) {
          tell(it.order());
        } else if (effect instanceof Effect.SetDeadline it) {
          deadlines.set(it);
        } else if (effect instanceof Effect.ClearDeadline it) {
          deadlines.clear(it.deadline());
        } else if (effect instanceof Effect.Report it) {
          report(it.result());
        }
      }
      acknowledgements();
    }

    /** An end that its worker told is acknowledged, and nothing else is. */
    private void acknowledgements() {
      for (Event event : context.events) {
        if (event instanceof Event.WorkerSaid said && said.news() instanceof News.Ended it) {
          boolean heard =
              context.isConnected(it.worker(), it.incarnation())
                  && !context.gone.contains(it.worker())
                  && !context.hasJoined(it.worker());
          Check.that(
              !heard || acknowledged.containsKey(it.attempt()),
              "not acknowledged: %s",
              it.attempt());
          acknowledged.computeIfPresent(it.attempt(), (attempt, times) -> times - 1);
        }
      }
      acknowledged.forEach(
          (attempt, times) -> Check.that(times <= 0, "acknowledged unasked: %s", attempt));
    }

    private void tell(Order order) {
      Check.that(order.to().epoch().equals(settings.epoch()), "another epoch: %s", order);
      Check.that(
          context.isConnected(order.to().worker(), order.to().incarnation()),
          "to a worker that is not there: %s",
          order);
      if (order instanceof Order.Start it) {
        start(it);
      } else if (order instanceof Order.Stop it) {
        stop(it);
      } else if (order instanceof Order.Acknowledge it) {
        acknowledged.merge(it.attempt(), 1, Integer::sum);
      } else if (order instanceof Order.AskSuitability it) {
        Check.that(!it.roles().isEmpty(), "asked about nothing: %s", it);
      }
    }

    private void start(Order.Start order) {
      AttemptId attempt = order.attempt();
      Check.that(ordered.contains(attempt), "started, and no fact says so: %s", attempt);
      Check.that(!reported.contains(attempt.job()), "started after its job: %s", attempt);
      Launch first = launches.computeIfAbsent(attempt, id -> order.launch());
      Check.that(first.equals(order.launch()), "started in two ways: %s", attempt);
      boolean now =
          context.facts.stream()
              .anyMatch(
                  it -> it instanceof Fact.AttemptOrdered fact && fact.attempt().equals(attempt));
      boolean again = context.hasJoined(order.to().worker()) || context.facts.isEmpty();
      Check.that(now || again, "started again for no reason: %s", attempt);
      if (!now) {
        walked.met(Walked.Situation.START_ISSUED_AGAIN);
      }
    }

    private void stop(Order.Stop order) {
      AttemptId attempt = order.attempt();
      boolean stray =
          context.strays.contains(attempt)
              || context.facts.stream()
                  .anyMatch(
                      it ->
                          it instanceof Fact.WorkerJoined fact && fact.strays().contains(attempt));
      boolean late =
          context.events.stream()
              .anyMatch(
                  it ->
                      it instanceof Event.WorkerSaid said
                          && said.news() instanceof News.Started news
                          && news.attempt().equals(attempt));
      Check.that(
          stray || late || ordered.contains(attempt) && !reported.contains(attempt.job()),
          "stopped, and it does not run: %s",
          order);
    }

    private void report(JobResult result) {
      Check.that(reported.add(result.id()), "reported twice: %s", result.id());
      Check.that(ended.contains(result.id()), "reported before its end: %s", result.id());
      Fact.JobEnded fact =
          context.facts.stream()
              .filter(it -> it instanceof Fact.JobEnded end && end.job().equals(result.id()))
              .map(Fact.JobEnded.class::cast)
              .findFirst()
              .orElseThrow(() -> new AssertionError("reported late: " + result.id()));
      Check.that(result.state() == fact.state(), "%s, reported as %s", fact, result.state());
      Check.that(result.reason().equals(fact.reason()), "%s: %s", fact, result.reason());
      Check.that(result.finishedAt().isPresent(), "no end: %s", result);
      Check.that(
          result.root().all().map(NodeResult::state).allMatch(NodeState::isTerminal),
          "reported with nodes that are not over: %s",
          result);
    }
  }
}
