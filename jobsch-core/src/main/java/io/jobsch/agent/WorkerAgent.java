package io.jobsch.agent;

import io.jobsch.process.CommandLaunch;
import io.jobsch.process.ProcessRunner;
import io.jobsch.spec.RoleName;
import io.jobsch.spi.Timers;
import io.jobsch.workers.Address;
import io.jobsch.workers.Ending;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.Launch;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What a worker does, whatever brings its orders: it runs the commands of the role that it plays,
 * says what becomes of them, and kills on order, or when its lease runs out. An order that comes
 * again, late, or from a scheduler that is not in charge any more, does no harm.
 *
 * <p>Every method may be called from any thread, and none blocks.
 */
public final class WorkerAgent implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WorkerAgent.class.getName());
  private static final Duration LOOK_FOR_CHANGES = Duration.ofSeconds(1);

  private final AgentSettings settings;
  private final ProcessRunner runner;
  private final WorkerSuitability suitability;
  private final Timers timers;
  private final Upstream upstream;
  private final Executor executor;
  private final Attempts attempts = new Attempts();
  private final Optional<Lease> lease;
  private CompletableFuture<Void> questions = CompletableFuture.completedFuture(null);
  private Suitability declared;
  private Epoch epoch = Epoch.FIRST;
  private boolean joined;
  private boolean draining;
  private boolean closed;

  /**
   * A worker that has not joined.
   *
   * @param runner runs its commands; not closed with it
   * @param suitability closed with it
   * @param executor runs what takes time: starts of processes, and questions
   */
  public WorkerAgent(
      AgentSettings settings,
      ProcessRunner runner,
      WorkerSuitability suitability,
      Timers timers,
      Upstream upstream,
      Executor executor) {
    this.settings = settings;
    this.runner = runner;
    this.suitability = suitability;
    this.timers = timers;
    this.upstream = upstream;
    this.executor = executor;
    this.declared = suitability.declared();
    this.lease =
        settings
            .lease()
            .map(length -> new Lease(timers, length, this::leaseRanOut, runner.lease()));
  }

  /** Says that it is there; again, after its scheduler may have forgotten it. */
  public void join() {
    lease.ifPresent(Lease::renew);
    sayAll();
    if (suitability.canChange() && isFirstJoin()) {
      lookForChanges();
    }
  }

  private synchronized boolean isFirstJoin() {
    boolean first = !joined;
    joined = true;
    return first;
  }

  private void sayAll() {
    upstream.say(joined());
    attempts.all().stream().filter(Attempt::hasEnded).forEach(Attempt::repeat);
  }

  private synchronized News joined() {
    return new News.Joined(
        settings.id(),
        settings.incarnation(),
        new News.Profile(declared, runner.isolation(), draining),
        attempts.ids());
  }

  /** Its scheduler is alive and in charge: the lease counts anew. */
  public void heartbeat(Epoch from) {
    if (isCurrent(from)) {
      lease.ifPresent(Lease::renew);
    }
  }

  /**
   * Its scheduler was alive and in charge at some time, and the lease is to run from there: from
   * when it was asked for a sign of life, say, however long that was on its way. Where the lease
   * had run out in between, the worker joins again, since it has taken no order to start something.
   *
   * @param until when the lease runs out now, as the ticks of its timers count; a time in the past
   *     does not renew it
   */
  public void heartbeat(Epoch from, long until) {
    if (lease.isEmpty() || until <= timers.ticks() || !isCurrent(from)) {
      return;
    }
    boolean wasOut = lease.get().isOut();
    lease.get().renewUntil(until);
    if (wasOut) {
      sayAll();
    }
  }

  /**
   * Takes no new role, and says so; or takes them again. What its job still wants of it, it does.
   */
  public void drain(boolean wanted) {
    synchronized (this) {
      if (draining == wanted) {
        return;
      }
      draining = wanted;
    }
    upstream.say(joined());
  }

  /** Whether a command runs that was not told to have ended. */
  public boolean isRunning() {
    return attempts.all().stream().anyMatch(it -> !it.hasEnded());
  }

  /** Takes an order. */
  public void accept(Order order) {
    if (!isMeant(order.to())) {
      LOG.log(Level.DEBUG, () -> settings.id() + ": stale order dropped: " + order);
    } else if (order instanceof Order.Start it) {
      start(it);
    } else if (order instanceof Order.Stop it) {
      stop(it);
    } else if (order instanceof Order.Acknowledge it) {
      attempts.acknowledged(it.attempt());
    } else if (order instanceof Order.AskSuitability it) {
      answer(it.roles());
    } else {
      throw new AssertionError("an order that nobody carries out: " + order);
    }
  }

  private boolean isMeant(Address to) {
    return to.worker().equals(settings.id())
        && to.incarnation().equals(settings.incarnation())
        && isCurrent(to.epoch());
  }

  private synchronized boolean isCurrent(Epoch from) {
    if (from.compareTo(epoch) < 0) {
      return false;
    }
    epoch = from;
    return true;
  }

  private synchronized void start(Order.Start order) {
    Optional<Attempt> known = attempts.find(order.attempt());
    if (known.isPresent()) {
      known.get().repeat();
      return;
    }
    if (attempts.isOver(order.attempt())) {
      return;
    }
    if (lease.isPresent() && lease.get().isOut()) {
      LOG.log(Level.DEBUG, () -> settings.id() + ": came when its lease was out: " + order);
      return;
    }
    Attempt attempt = new Attempt(order.attempt(), order.launch().role(), settings, upstream);
    Optional<Attempt> other = attempts.playingOther(attempt);
    attempts.add(attempt);
    if (closed) {
      refuse(attempt, "it is shutting down");
    } else if (other.isPresent()) {
      refuse(attempt, "it plays " + other.get().role() + " in job " + other.get().id().job());
    } else {
      begin(order, attempt);
    }
  }

  /** Whatever goes wrong here, the attempt has an end, and the worker goes on. */
  private void begin(Order.Start order, Attempt attempt) {
    if (runner.startsAtOnce()) {
      run(order, attempt);
      return;
    }
    try {
      executor.execute(() -> run(order, attempt));
    } catch (RuntimeException | Error e) {
      cannotStart(attempt, e);
    }
  }

  private void run(Order.Start order, Attempt attempt) {
    try {
      CommandLaunch launch = launch(order, order.launch());
      attempt.running(
          lease.isPresent() ? lease.get().start(launch, attempt) : runner.start(launch, attempt));
    } catch (RuntimeException | Error e) {
      cannotStart(attempt, e);
    }
  }

  private void cannotStart(Attempt attempt, Throwable why) {
    LOG.log(Level.WARNING, settings.id() + ": cannot start " + attempt.id(), why);
    attempt.over(
        new Ending.NotStarted(
            Ending.NotStarted.Kind.SYSTEM, settings.id() + " cannot start it: " + why));
  }

  private void refuse(Attempt attempt, String why) {
    attempt.over(
        new Ending.NotStarted(
            Ending.NotStarted.Kind.REFUSED, settings.id() + " did not take it: " + why));
  }

  private CommandLaunch launch(Order.Start order, Launch launch) {
    return new CommandLaunch(
        launch.command().argv(),
        CommandEnvironment.of(settings, order.attempt(), launch),
        launch.cwd().map(settings.directory()::resolve).orElse(settings.directory()),
        launch.timeout(),
        settings.killing());
  }

  /**
   * What is not known has not come yet, and is not to be started when it comes; or it is over, and
   * its scheduler does not know that any more. That its processes are gone is true of both.
   */
  private synchronized void stop(Order.Stop order) {
    Optional<Attempt> known = attempts.find(order.attempt());
    if (known.isEmpty()) {
      Attempt gone = new Attempt(order.attempt(), RoleName.DEFAULT, settings, upstream);
      attempts.add(gone);
      gone.over(new Ending.Killed(Ending.Cause.ORDER, Optional.empty()));
    } else if (known.get().hasEnded()) {
      known.get().repeat();
    } else {
      known.get().kill(Ending.Cause.ORDER, order.urgency());
    }
  }

  private synchronized void answer(SortedSet<RoleName> roles) {
    questions = questions.whenCompleteAsync((done, failure) -> say(roles), executor);
  }

  private void say(SortedSet<RoleName> roles) {
    SortedMap<RoleName, Boolean> answers = new TreeMap<>();
    Optional<String> problem = Optional.empty();
    for (RoleName role : roles) {
      WorkerSuitability.Answer answer = suitability.ask(role);
      answers.put(role, answer.suits());
      problem = problem.or(answer::problem);
    }
    upstream.say(new News.Suits(settings.id(), settings.incarnation(), answers, problem));
  }

  private void lookForChanges() {
    timers.in(LOOK_FOR_CHANGES, () -> executor.execute(this::lookForChangesNow));
  }

  private void lookForChangesNow() {
    if (isClosed()) {
      return;
    }
    if (suitability.changed()) {
      sayWhatChanged();
    }
    lookForChanges();
  }

  private void sayWhatChanged() {
    boolean anew;
    synchronized (this) {
      Suitability now = suitability.declared();
      anew = !now.equals(declared);
      declared = now;
    }
    upstream.say(
        anew ? joined() : new News.SuitabilityChanged(settings.id(), settings.incarnation()));
  }

  /**
   * At once: a grace would have commands run past the lease, and a TERM before that end too soon.
   */
  private void leaseRanOut() {
    if (isRunning()) {
      LOG.log(
          Level.WARNING,
          settings.id()
              + ": no word from its scheduler until the lease ran out: killing what runs");
    }
    attempts.all().forEach(it -> it.kill(Ending.Cause.LEASE, Urgency.AT_ONCE));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Takes no more work, and kills what runs. What becomes of that is said when it is known; the
   * runner's close waits for it.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    lease.ifPresent(Lease::end);
    attempts.all().forEach(it -> it.kill(Ending.Cause.SHUTDOWN, Urgency.GRACEFUL));
    suitability.close();
  }
}
