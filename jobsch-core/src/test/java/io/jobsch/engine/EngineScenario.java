package io.jobsch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.Reason;
import io.jobsch.result.Trial;
import io.jobsch.result.Waiting;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import io.jobsch.workers.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A story about the engine, told in the words of the domain: what happens, and what must follow.
 * The scenario owns names, time, deadlines and workers; after every happening the {@link
 * EngineInvariants} are checked, and everything that the engine has people or workers told must be
 * expected before the next thing happens. Registered as an extension, it also demands that nothing
 * is left unexpected at the end of a test:
 *
 * <pre>{@code
 * @RegisterExtension final EngineScenario scenario = new EngineScenario();
 *
 * scenario.workers("w1").submit("build", sequence(sh("a"), sh("b")))
 *     .expectStart("/work/0", "w1").succeeds("/work/0")
 *     .expectStart("/work/1", "w1").exits("/work/1", 3)
 *     .expectEnd(FAILED, "/ failed", "/work/0 succeeded", "/work/1 failed");
 * }</pre>
 *
 * <p>What is said of nodes is about the job that was named last. Deadlines and acknowledgements
 * need not be expected: that they are right is an invariant.
 */
public final class EngineScenario implements AfterEachCallback {
  private static final String ON_REQUEST = "cancelled on request";

  private final EngineSettings settings;
  private final WatchedEngine engine;
  private final Map<String, JobId> jobs = new LinkedHashMap<>();
  private final SortedMap<WorkerId, ScriptedWorker> workers = new TreeMap<>();
  private final Map<AttemptId, Order.Start> starts = new TreeMap<>();
  private final List<Effect> unexpected = new ArrayList<>();
  private final List<Event> together = new ArrayList<>();
  private List<Event> last = List.of();
  private boolean batching;
  private Now now = new Now(0, Instant.parse("2026-01-01T00:00:00Z"));
  private String job = "";
  private long requests;
  private Optional<JobResult> reported = Optional.empty();

  /** One with the usual settings, in which nobody is there yet. */
  public EngineScenario() {
    this(EngineSettings.DEFAULT, new Walked());
  }

  EngineScenario(EngineSettings settings, Walked walked) {
    this.settings = settings;
    this.engine = new WatchedEngine(settings, walked);
  }

  /** A worker as its scheduler sees it. */
  private static final class ScriptedWorker {
    final WorkerId id;
    Suitability suitability;
    int life = 1;
    boolean draining;
    final SortedSet<AttemptId> held = new TreeSet<>();

    ScriptedWorker(WorkerId id, Suitability suitability) {
      this.id = id;
      this.suitability = suitability;
    }

    Incarnation incarnation() {
      return new Incarnation(id + "." + life);
    }

    Incarnation formerIncarnation() {
      return new Incarnation(id + "." + (life - 1));
    }

    News joined(SortedSet<AttemptId> attempts) {
      return new News.Joined(
          id, incarnation(), new News.Profile(suitability, "scripted", draining), attempts);
    }
  }

  // What happens.

  /** Workers join that suit every role. */
  public EngineScenario workers(String... names) {
    for (String name : names) {
      joins(name, new Suitability.Everything());
    }
    return this;
  }

  /** A worker joins that suits the roles of these patterns. */
  public EngineScenario worker(String name, String... patterns) {
    return joins(
        name, new Suitability.Patterns(Stream.of(patterns).map(RolePattern::new).toList()));
  }

  /** A worker joins that has to be asked. */
  public EngineScenario workerToAsk(String name) {
    return joins(name, new Suitability.OnRequest());
  }

  private EngineScenario joins(String name, Suitability suitability) {
    ScriptedWorker worker = new ScriptedWorker(new WorkerId(name), suitability);
    workers.put(worker.id, worker);
    return says(worker.joined(worker.held));
  }

  /** A worker comes again in the same life, with all that it has not been told to forget. */
  public EngineScenario rejoins(String name) {
    return says(scripted(name).joined(scripted(name).held));
  }

  /** A worker comes again in the same life, and suits what these patterns say from now on. */
  public EngineScenario rejoins(String name, Suitability suitability) {
    scripted(name).suitability = suitability;
    return rejoins(name);
  }

  /** A worker takes no new role. */
  public EngineScenario drains(String name) {
    scripted(name).draining = true;
    return rejoins(name);
  }

  /** A worker takes roles again. */
  public EngineScenario drainsNoMore(String name) {
    scripted(name).draining = false;
    return rejoins(name);
  }

  /** A worker comes again in the same life, and has these commands of the job. */
  public EngineScenario rejoinsWith(String name, String... pointers) {
    SortedSet<AttemptId> attempts = new TreeSet<>();
    Stream.of(pointers).forEach(pointer -> attempts.add(attempt(pointer)));
    return says(scripted(name).joined(attempts));
  }

  /** A worker was started anew under its name. */
  public EngineScenario restarts(String name) {
    ScriptedWorker worker = scripted(name);
    worker.life++;
    worker.held.clear();
    return says(worker.joined(worker.held));
  }

  /** Nobody has heard of a worker for too long. */
  public EngineScenario isLost(String name) {
    ScriptedWorker worker = scripted(name);
    return happens(new Event.WorkerLost(worker.id, worker.incarnation(), name + " is silent"));
  }

  /** It is told late that the former life of a worker is over. */
  public EngineScenario formerLifeIsLost(String name) {
    ScriptedWorker worker = scripted(name);
    return happens(new Event.WorkerLost(worker.id, worker.formerIncarnation(), "late"));
  }

  /** A worker goes, and has left nothing running. */
  public EngineScenario leaves(String name) {
    ScriptedWorker worker = scripted(name);
    worker.held.clear();
    return says(new News.Left(worker.id, worker.incarnation()));
  }

  /** A worker answers which of the roles that it was asked about it suits. */
  public EngineScenario suits(String name, Map<String, Boolean> answers) {
    return says(suits(scripted(name), answers, Optional.empty()));
  }

  /** A worker cannot tell which roles it suits. */
  public EngineScenario cannotTell(String name, String problem, String... roles) {
    Map<String, Boolean> answers = new TreeMap<>();
    Stream.of(roles).forEach(role -> answers.put(role, false));
    return says(suits(scripted(name), answers, Optional.of(problem)));
  }

  private static News suits(
      ScriptedWorker worker, Map<String, Boolean> answers, Optional<String> problem) {
    SortedMap<RoleName, Boolean> byRole = new TreeMap<>();
    answers.forEach((role, suits) -> byRole.put(new RoleName(role), suits));
    return new News.Suits(worker.id, worker.incarnation(), byRole, problem);
  }

  /** What a worker said of its roles holds no longer. */
  public EngineScenario suitabilityChanges(String name) {
    ScriptedWorker worker = scripted(name);
    return says(new News.SuitabilityChanged(worker.id, worker.incarnation()));
  }

  /** A job is submitted; what follows is about it. */
  public EngineScenario submit(String name, JobSpec spec) {
    this.job = name;
    JobId id = jobs.computeIfAbsent(name, it -> new JobId(String.format("%032x", jobs.size() + 1)));
    return happens(new Event.Submitted(id, Planner.plan(spec)));
  }

  /** Somebody wants the job stopped. */
  public EngineScenario cancel() {
    return happens(new Event.CancelRequested(++requests, id(job), Urgency.GRACEFUL, ON_REQUEST));
  }

  /** The scheduler is being closed, and stops the job. */
  public EngineScenario schedulerCloses() {
    return happens(
        new Event.CancelRequested(++requests, id(job), Urgency.GRACEFUL, "the scheduler closes"));
  }

  /** Somebody wants the job stopped without grace. */
  public EngineScenario cancelAtOnce() {
    return happens(new Event.CancelRequested(++requests, id(job), Urgency.AT_ONCE, ON_REQUEST));
  }

  /** Somebody wants a job stopped that nobody knows. */
  public EngineScenario cancelUnknown() {
    JobId unknown = new JobId("f".repeat(32));
    return happens(new Event.CancelRequested(++requests, unknown, Urgency.GRACEFUL, ON_REQUEST));
  }

  /** Commands of the job run. */
  public EngineScenario started(String... pointers) {
    for (String pointer : pointers) {
      Order.Start start = start(pointer);
      says(new News.Started(start.to().worker(), start.to().incarnation(), start.attempt(), 4711));
    }
    return this;
  }

  /** Commands of the job end by themselves, with success. */
  public EngineScenario succeeds(String... pointers) {
    Stream.of(pointers).forEach(pointer -> exits(pointer, 0));
    return this;
  }

  /** A command of the job ends by itself. */
  public EngineScenario exits(String pointer, int code) {
    return ends(pointer, new Ending.Exited(new ExitStatus.Code(code)));
  }

  /** Commands of the job were killed as the scheduler ordered. */
  public EngineScenario isKilled(String... pointers) {
    Stream.of(pointers).forEach(pointer -> isKilled(pointer, Ending.Cause.ORDER));
    return this;
  }

  /** A command of the job was killed. */
  public EngineScenario isKilled(String pointer, Ending.Cause cause) {
    return ends(pointer, new Ending.Killed(cause, Optional.of(ExitStatus.Signal.TERM)));
  }

  /** A command of the job was not started. */
  public EngineScenario isNotStarted(String pointer, Ending.NotStarted.Kind kind, String message) {
    return ends(pointer, new Ending.NotStarted(kind, message));
  }

  /** A command of the job is there after its kill. */
  public EngineScenario isUnkillable(String pointer, String... survivors) {
    return ends(pointer, new Ending.Unkillable(Ending.Cause.ORDER, List.of(survivors)));
  }

  /** A command of the job ends. */
  public EngineScenario ends(String pointer, Ending ending) {
    Order.Start start = start(pointer);
    return ends(start.to().worker(), start.to().incarnation(), start.attempt(), ending);
  }

  /** A worker says that a command ended which it was not, or not in this life, ordered to start. */
  public EngineScenario tellsEnd(String name, String pointer, Ending ending) {
    ScriptedWorker worker = scripted(name);
    return ends(worker.id, worker.incarnation(), attempt(pointer), ending);
  }

  /** A worker says that an attempt started and ended that there never was; it is to kill it. */
  public EngineScenario tellsOf(String name, int node, int number, Ending ending) {
    ScriptedWorker worker = scripted(name);
    AttemptId attempt = new AttemptId(id(job), node, number);
    says(new News.Started(worker.id, worker.incarnation(), attempt, 4711));
    expect(
        "stop " + attempt,
        effect ->
            effect instanceof Effect.Tell tell
                && tell.order() instanceof Order.Stop it
                && it.attempt().equals(attempt));
    return ends(worker.id, worker.incarnation(), attempt, ending);
  }

  private EngineScenario ends(WorkerId worker, Incarnation life, AttemptId attempt, Ending ending) {
    return says(new News.Ended(worker, life, attempt, ending, Written.NOTHING));
  }

  /** What happened last happens again. */
  public EngineScenario again() {
    return happen(last);
  }

  /** Time passes; deadlines come when they are due. */
  public EngineScenario after(Duration time) {
    long target = now.ticks() + time.toNanos();
    if (batching) {
      passTo(target);
      together.addAll(engine.takeDue(now));
      return this;
    }
    while (engine.nextDeadline().isPresent() && engine.nextDeadline().getAsLong() <= target) {
      passTo(Math.max(now.ticks(), engine.nextDeadline().getAsLong()));
      happen(engine.takeDue(now));
    }
    passTo(target);
    return this;
  }

  /** The time of day jumps; what is counted in ticks does not. */
  public EngineScenario wallClockJumps(Duration by) {
    now = new Now(now.ticks(), now.at().plus(by));
    return this;
  }

  private void passTo(long ticks) {
    now = new Now(ticks, now.at().plusNanos(ticks - now.ticks()));
  }

  /** All this reaches the engine in one batch, in this order. */
  public EngineScenario together(Runnable happenings) {
    batching = true;
    happenings.run();
    batching = false;
    List<Event> events = List.copyOf(together);
    together.clear();
    return happen(events);
  }

  /** The scheduler dies and another begins, after the time that the former needed to be missed. */
  public EngineScenario schedulerRestarts() {
    nothingElse();
    now = new Now(1_000_000, now.at());
    taken(engine.recover(now));
    return this;
  }

  private EngineScenario says(News news) {
    return happens(new Event.WorkerSaid(news));
  }

  private EngineScenario happens(Event event) {
    if (batching) {
      together.add(event);
      return this;
    }
    return happen(List.of(event));
  }

  private EngineScenario happen(List<Event> events) {
    nothingElse();
    last = events;
    taken(engine.step(now, events));
    return this;
  }

  private void taken(Step step) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Tell tell) {
        told(tell);
      } else if (effect instanceof Effect.Report || effect instanceof Effect.CancelAnswered) {
        unexpected.add(effect);
      }
    }
  }

  private void told(Effect.Tell tell) {
    if (tell.order() instanceof Order.Acknowledge it) {
      scripted(it.to().worker().value()).held.remove(it.attempt());
      return;
    }
    if (tell.order() instanceof Order.Start it) {
      starts.put(it.attempt(), it);
      scripted(it.to().worker().value()).held.add(it.attempt());
    }
    unexpected.add(tell);
  }

  // What must follow.

  /** What follows is about another job. */
  public EngineScenario job(String name) {
    this.job = name;
    return this;
  }

  /** A worker was ordered to start a command of the job. */
  public EngineScenario expectStart(String pointer, String worker) {
    return expect(
        "start " + pointer + " of " + job + " on " + worker,
        effect ->
            effect instanceof Effect.Tell tell
                && tell.order() instanceof Order.Start it
                && it.launch().node().equals(Pointer.parse(pointer))
                && it.attempt().job().equals(id(job))
                && it.to().worker().value().equals(worker));
  }

  /** A worker was ordered to stop commands of the job, with grace. */
  public EngineScenario expectStop(String... pointers) {
    Stream.of(pointers).forEach(pointer -> expectStop(pointer, Urgency.GRACEFUL));
    return this;
  }

  /** A worker was ordered to stop a command of the job. */
  public EngineScenario expectStop(String pointer, Urgency urgency) {
    return expect(
        "stop " + pointer + " of " + job + " " + urgency,
        effect ->
            effect instanceof Effect.Tell tell
                && tell.order() instanceof Order.Stop it
                && it.attempt().equals(attempt(pointer))
                && it.urgency() == urgency);
  }

  /** A worker was asked about these roles. */
  public EngineScenario expectAsk(String worker, String... roles) {
    SortedSet<RoleName> asked = new TreeSet<>();
    Stream.of(roles).forEach(role -> asked.add(new RoleName(role)));
    return expect(
        "ask " + worker + " about " + asked,
        effect ->
            effect instanceof Effect.Tell tell
                && tell.order() instanceof Order.AskSuitability it
                && it.to().worker().value().equals(worker)
                && it.roles().equals(asked));
  }

  /** Whoever wanted the job stopped is told where it stands. */
  public EngineScenario expectAnswer(JobState state) {
    return expect(
        "answer that " + job + " is " + state,
        effect ->
            effect instanceof Effect.CancelAnswered it
                && it.request() == requests
                && it.job().equals(id(job))
                && it.state().equals(Optional.of(state)));
  }

  /** Whoever wanted a job stopped is told that there is none. */
  public EngineScenario expectNoSuchJob() {
    return expect(
        "answer that there is no such job",
        effect ->
            effect instanceof Effect.CancelAnswered it
                && it.request() == requests
                && it.state().isEmpty());
  }

  /**
   * The job is over.
   *
   * @param nodes each node in reading order, with its state: {@code "/ failed", "/work/0 lost"}
   */
  public EngineScenario expectEnd(JobState state, String... nodes) {
    expect(
        "report of " + job,
        effect -> {
          boolean wanted = effect instanceof Effect.Report it && it.result().id().equals(id(job));
          if (wanted) {
            reported = Optional.of(((Effect.Report) effect).result());
          }
          return wanted;
        });
    JobResult result = reported.orElseThrow();
    assertThat(lines(result)).as("the nodes of %s", job).containsExactly(nodes);
    assertThat(result.state()).as("the state of %s", job).isEqualTo(state);
    return this;
  }

  /** The end that was reported last has this reason. */
  public EngineScenario because(Reason.Code code, String pointer, String message) {
    assertThat(reported.orElseThrow().reason())
        .as("the reason of %s", job)
        .contains(new Reason(code, Pointer.parse(pointer), message));
    return this;
  }

  /** Of what was reported last, a node has this reason. */
  public EngineScenario nodeBecause(String node, Reason.Code code, String pointer) {
    Optional<Reason> reason = reported.orElseThrow().node(node).reason();
    assertThat(reason.map(Reason::code)).as("the reason of %s", node).contains(code);
    assertThat(reason.map(Reason::node)).contains(Pointer.parse(pointer));
    return this;
  }

  /** The job lives, and its nodes stand so; see {@link #expectEnd}. */
  public EngineScenario expectStates(JobState state, String... nodes) {
    JobResult live = engine.engine().job(id(job)).orElseThrow();
    assertThat(lines(live)).as("the nodes of %s", job).containsExactly(nodes);
    assertThat(live.state()).as("the state of %s", job).isEqualTo(state);
    return this;
  }

  private static List<String> lines(JobResult result) {
    return result.root().all().map(EngineScenario::line).toList();
  }

  private static String line(NodeResult node) {
    return (node.pointer().depth() == 0 ? "/" : node.pointer()) + " " + node.state();
  }

  /** The job waits, and says why. */
  public EngineScenario expectWaiting(String why) {
    assertThat(engine.engine().waiting(id(job)).map(Waiting::why))
        .as("why %s waits", job)
        .contains(why);
    return this;
  }

  /** A job would start at once, with workers as in {@code a=w1 b=w2}. */
  public EngineScenario expectTrialStarts(JobSpec spec, String gang) {
    SortedMap<RoleName, WorkerId> workers = new TreeMap<>();
    for (String each : gang.split(" ")) {
      String[] pair = each.split("=");
      workers.put(new RoleName(pair[0]), new WorkerId(pair[1]));
    }
    assertThat(engine.engine().trial(now, Planner.plan(spec))).isEqualTo(new Trial.Starts(workers));
    return this;
  }

  /** A job would wait, for that reason. */
  public EngineScenario expectTrialWaits(JobSpec spec, String why) {
    assertThat(engine.engine().trial(now, Planner.plan(spec)))
        .isInstanceOfSatisfying(
            Trial.Waits.class, it -> assertThat(it.waiting().why()).isEqualTo(why));
    return this;
  }

  /** The job does not wait. */
  public EngineScenario expectNotWaiting() {
    assertThat(engine.engine().waiting(id(job))).as("why %s waits", job).isEmpty();
    return this;
  }

  /** These workers, and no others, have no job and could be given one. */
  public EngineScenario expectIdle(String... names) {
    assertThat(engine.state().pool().all().stream().filter(WorkerRun::isIdle))
        .extracting(worker -> worker.id().value())
        .as("the idle workers")
        .containsExactly(names);
    return this;
  }

  /** What is shown of a worker that gets no work. */
  public EngineScenario expectProblem(String name, String problem) {
    assertThat(snapshot(name).problem()).as("the problem of %s", name).contains(problem);
    return this;
  }

  /** What a worker is shown to be about. */
  public EngineScenario expectState(String name, WorkerState state) {
    assertThat(snapshot(name).state()).as("the state of %s", name).isEqualTo(state);
    return this;
  }

  /** A worker is shown without a problem. */
  public EngineScenario expectNoProblem(String name) {
    assertThat(snapshot(name).problem()).as("the problem of %s", name).isEmpty();
    return this;
  }

  /** A worker is shown as playing a role of the job. */
  public EngineScenario expectPlays(String name, String role) {
    assertThat(snapshot(name).job()).contains(id(job));
    assertThat(snapshot(name).role()).contains(new RoleName(role));
    return this;
  }

  private WorkerSnapshot snapshot(String name) {
    return engine.engine().workers().stream()
        .filter(it -> it.id().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Nothing has followed that was not expected. */
  public EngineScenario nothingElse() {
    assertThat(unexpected).as("what followed and was not expected").isEmpty();
    return this;
  }

  private EngineScenario expect(String what, Predicate<Effect> wanted) {
    for (Effect effect : unexpected) {
      if (wanted.test(effect)) {
        unexpected.remove(effect);
        return this;
      }
    }
    throw new AssertionError("expected: " + what + ", found: " + unexpected);
  }

  // Names.

  /** The id of a job of that name. */
  public JobId id(String name) {
    return Optional.ofNullable(jobs.get(name))
        .orElseThrow(() -> new AssertionError("no job " + name));
  }

  /** The result that was reported last. */
  public JobResult result() {
    return reported.orElseThrow();
  }

  /** The job as it stands; empty once it is over. */
  public Optional<JobResult> live() {
    return engine.engine().job(id(job));
  }

  private Order.Start start(String pointer) {
    return Optional.ofNullable(starts.get(attempt(pointer)))
        .orElseThrow(() -> new AssertionError(pointer + " of " + job + " was not started"));
  }

  private AttemptId attempt(String pointer) {
    return starts.values().stream()
        .filter(it -> it.attempt().job().equals(id(job)))
        .filter(it -> it.launch().node().equals(Pointer.parse(pointer)))
        .map(Order.Start::attempt)
        .findFirst()
        .orElseThrow(() -> new AssertionError(pointer + " of " + job + " was not started"));
  }

  private ScriptedWorker scripted(String name) {
    return Optional.ofNullable(workers.get(new WorkerId(name)))
        .orElseThrow(() -> new AssertionError("no worker " + name + " in " + workers.keySet()));
  }

  /** How long a kill and its telling may take before the engine gives up on it. */
  public Duration killAndTell() {
    return settings.killAllowance().plus(settings.backstop());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isEmpty()) {
      nothingElse();
    }
  }
}
