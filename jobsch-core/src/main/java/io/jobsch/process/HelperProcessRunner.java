package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted.Kind;
import io.jobsch.workers.Written;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs commands through a helper: a small process beside ours, which is shipped with us. What a
 * command started cannot get away from it, and it does its work also when we are stopped or dead.
 * See {@code docs/process-control.md}.
 *
 * <p>If the helper is killed, all that its commands started is killed with it, the commands are
 * told as lost, and the next command gets another helper.
 *
 * <p>Observers are told on threads of the runner; only of a command that cannot be started they may
 * be told within {@link #start}. What an observer throws is logged and changes nothing.
 */
public final class HelperProcessRunner implements ProcessRunner {
  private static final Logger LOG = System.getLogger(HelperProcessRunner.class.getName());

  /** How long closing waits for those who should take no time. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What looking at many processes on a busy machine may add to a kill. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private static final int NO_LEASE = 0;

  /** So many the helper keeps at a time. */
  private static final int MOST_LEASES = 1000;

  private final HelperProgram program;
  private final HelperMode mode;
  private final HelperGreeting greeting;
  private final RunnerThreads threads = new RunnerThreads();
  private final LostCommands lostCommands;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger leaseIds = new AtomicInteger();
  private final Map<Integer, Long> leases = new ConcurrentHashMap<>();
  private final Set<Helper> helpers = ConcurrentHashMap.newKeySet();
  private final AtomicLong longestBound = new AtomicLong();

  private final Closing closing = new Closing();
  private volatile Helper current;

  private HelperProcessRunner(HelperProgram program, HelperMode mode) throws HelperUnfit {
    ProcessTable table = ProcessTable.ofThisSystem();
    this.program = program;
    this.mode = mode;
    this.lostCommands = new LostCommands(table, new Killer(table, threads::executeSurely));
    this.current = newHelper();
    this.greeting = current.greeting();
  }

  /** A runner with a helper that runs, and has not started anything yet. */
  static HelperProcessRunner open(HelperMode mode) throws HelperUnfit {
    return new HelperProcessRunner(HelperProgram.ofThisSystem(), mode);
  }

  @Override
  public String isolation() {
    return greeting.isolation();
  }

  /** Why it has no cgroups; empty if it has. */
  String whyNoCgroups() {
    return greeting.why();
  }

  @Override
  public boolean startsAtOnce() {
    return current.takesOrdersAtOnce();
  }

  @Override
  public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
    return start(launch, observer, NO_LEASE);
  }

  private RunningCommand start(CommandLaunch launch, CommandObserver observer, int lease) {
    CommandObserver careful = new CarefulObserver(observer);
    try {
      return closing.unlessBegun(() -> begin(launch, careful, lease));
    } catch (CannotStart e) {
      careful.ended(e.ending(), Written.NOTHING);
      return (cause, urgency) -> {};
    }
  }

  private RunningCommand begin(CommandLaunch launch, CommandObserver observer, int lease)
      throws CannotStart {
    StartRefusal.checkProgram(launch);
    longestBound.accumulateAndGet(Nanos.of(launch.killing().bound()), Math::max);
    Tag tag = Tag.random();
    long id = ids.incrementAndGet();
    Optional<HelperCommand> command = helper().start(id, launch, tag, lease, observer);
    if (command.isEmpty()) {
      command = helper().start(id, launch, tag, lease, observer);
    }
    return command.orElseThrow(
        () -> new CannotStart(Kind.SYSTEM, "cannot start a command: its helper is gone again"));
  }

  /** The one that runs; a new one if it was lost. */
  private synchronized Helper helper() throws CannotStart {
    if (!current.isAlive()) {
      try {
        current = newHelper();
      } catch (HelperUnfit e) {
        throw new CannotStart(
            Kind.SYSTEM,
            "cannot start a command: its helper is gone, and no other starts: " + e.why());
      }
      leases.forEach(
          (lease, ends) -> current.setLease(lease, Math.max(0, ends - System.nanoTime())));
    }
    return current;
  }

  private Helper newHelper() throws HelperUnfit {
    Helper helper = new Helper(program, mode, threads, lostCommands);
    helpers.add(helper);
    helper.over().thenRun(() -> helpers.remove(helper));
    return helper;
  }

  /** Its process. */
  synchronized long helperPid() {
    return current.pid();
  }

  @Override
  public ProcessLease lease() {
    return leases.size() < MOST_LEASES
        ? new Lease(leaseIds.incrementAndGet())
        : ProcessRunner.super.lease();
  }

  private synchronized void setLease(int lease, long nanos) {
    if (nanos == HelperWire.FORGET) {
      leases.remove(lease);
    } else {
      leases.put(lease, System.nanoTime() + nanos);
    }
    current.setLease(lease, nanos);
  }

  private final class Lease implements ProcessLease {
    private final int id;

    Lease(int id) {
      this.id = id;
    }

    @Override
    public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
      return HelperProcessRunner.this.start(launch, observer, id);
    }

    @Override
    public void renew(Duration length) {
      setLease(id, Nanos.of(length));
    }

    @Override
    public void close() {
      setLease(id, HelperWire.FORGET);
    }
  }

  @Override
  public void close(Duration grace) {
    closing.once(() -> shutDown(grace));
  }

  private void shutDown(Duration grace) {
    helpers.forEach(helper -> helper.killAll(grace));
    Duration longest = Duration.ofNanos(Nanos.of(grace)).plusNanos(longestBound.get()).plus(SLACK);
    if (!await(helpers.stream().map(Helper::killedAll).toList(), longest)) {
      LOG.log(Level.WARNING, "the helper does not answer, and is killed with all that it runs");
      helpers.forEach(Helper::destroy);
    }
    if (!awaitEndings()) {
      helpers.forEach(helper -> helper.running().forEach(HelperCommand::abandon));
      awaitEndings();
    }
    helpers.forEach(Helper::hangUp);
    if (!await(helpers.stream().map(Helper::over).toList(), PATIENCE)) {
      helpers.forEach(Helper::destroy);
      await(helpers.stream().map(Helper::over).toList(), PATIENCE);
    }
    endThreads();
  }

  private boolean awaitEndings() {
    return await(
        helpers.stream()
            .flatMap(helper -> helper.running().stream())
            .map(HelperCommand::ended)
            .toList(),
        PATIENCE);
  }

  private static boolean await(Collection<CompletableFuture<Void>> all, Duration atMost) {
    return Uninterrupted.await(
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])), atMost);
  }

  private void endThreads() {
    try {
      if (!threads.end(PATIENCE)) {
        LOG.log(
            Level.WARNING,
            "an observer of a command does not come back from its call, and keeps a thread busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
