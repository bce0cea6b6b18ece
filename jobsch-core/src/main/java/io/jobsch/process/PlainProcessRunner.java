package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Ending.NotStarted.Kind;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs commands with nothing but the JDK and what every system has. It finds the processes of a
 * command by their parents and by a variable in their environment, so a process that has cleared
 * its environment <em>and</em> lost its parent hides from it. Where a system shows no environments
 * (anything but Linux), losing the parent is enough.
 *
 * <p>On Linux a shell beside this process kills what runs if this process is killed; it is started
 * with the first command, and ends when the runner is closed.
 *
 * <p>Observers are told on threads of the runner; only of a command that cannot be started they are
 * told within {@link #start}. What an observer throws is logged and changes nothing.
 */
public final class PlainProcessRunner implements ProcessRunner {
  private static final Logger LOG = System.getLogger(PlainProcessRunner.class.getName());

  /** How long closing waits for those who should take no time. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What looking at many processes on a busy machine may add to a kill. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final ProcessTable table;
  private final RunnerThreads threads;
  private final Killer killer;
  private final Leftovers leftovers;
  private final Watchdog watchdog = new Watchdog();
  private final Fifos fifos = new Fifos();
  private final Set<PlainCommand> running = ConcurrentHashMap.newKeySet();
  private final Set<OutputPump> pumps = ConcurrentHashMap.newKeySet();

  private final Closing closing = new Closing();

  /** A runner that has not started anything yet, and holds nothing. */
  public PlainProcessRunner() {
    this(ProcessTable.ofThisSystem(), new RunnerThreads());
  }

  PlainProcessRunner(ProcessTable table, RunnerThreads threads) {
    this.table = table;
    this.threads = threads;
    this.killer = new Killer(table, threads::executeSurely);
    this.leftovers = new Leftovers(table, killer, threads, watchdog::release);
  }

  @Override
  public String isolation() {
    return "plain";
  }

  @Override
  public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
    CommandObserver careful = new CarefulObserver(observer);
    try {
      return closing.unlessBegun(() -> begin(launch, careful));
    } catch (CannotStart e) {
      careful.ended(e.ending(), Written.NOTHING);
      return (cause, urgency) -> {};
    }
  }

  private RunningCommand begin(CommandLaunch launch, CommandObserver observer) throws CannotStart {
    OutputPipes pipes = openPipes();
    Tag tag = Tag.random();
    FreshProcess fresh = new FreshProcess(table, tag);
    try {
      // Its timeout must not depend on whether there is a thread to be had later.
      threads.startClock();
      watchdog.keep(tag);
      Process process = fresh.start(launch, pipes);
      OutputPump stdout = pump(StreamName.STDOUT, pipes.stdout(), observer);
      OutputPump stderr = pump(StreamName.STDERR, pipes.stderr(), observer);
      PlainCommand command =
          new PlainCommand(
              process,
              fresh.tree(process),
              launch,
              stdout,
              stderr,
              observer,
              new PlainCommand.Machinery(table, threads, killer, leftovers, watchdog));
      command.begin();
      keep(command, stdout, stderr);
      return command;
    } catch (CannotStart e) {
      close(pipes);
      watchdog.release(tag);
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "starting a command failed", e);
      close(pipes);
      List<String> survivors = fresh.undo(launch.killing().bound());
      watchdog.release(tag);
      if (survivors.isEmpty()) {
        throw new CannotStart(Kind.SYSTEM, "cannot start a command: " + e);
      }
      // Nothing new may be started beside it, as after any kill that failed.
      observer.ended(new Ending.Unkillable(Ending.Cause.ORDER, survivors), Written.NOTHING);
      return (cause, urgency) -> {};
    }
  }

  private OutputPipes openPipes() throws CannotStart {
    try {
      return OutputPipes.open(fifos);
    } catch (IOException | RuntimeException | Error e) {
      throw new CannotStart(Kind.SYSTEM, "cannot open the pipes for its output: " + e.getMessage());
    }
  }

  private static OutputPump pump(StreamName stream, OutputPipe pipe, CommandObserver observer) {
    pipe.handedOver();
    return new OutputPump(stream, pipe, observer);
  }

  /** Until they are done, which they may be already. */
  private void keep(PlainCommand command, OutputPump... ofCommand) {
    running.add(command);
    command.ended().thenRun(() -> running.remove(command));
    for (OutputPump pump : ofCommand) {
      pumps.add(pump);
      pump.done().thenRun(() -> pumps.remove(pump));
    }
  }

  @Override
  public void close(Duration grace) {
    closing.once(() -> shutDown(grace));
  }

  private void shutDown(Duration grace) {
    leftovers.killAll(grace);
    running.forEach(command -> command.kill(Ending.Cause.SHUTDOWN, grace));
    hasten(grace);
    awaitKills();
    if (!awaitEndings()) {
      pumps.forEach(OutputPump::abandon);
      awaitEndings();
    }
    // What has ended by itself meanwhile may have left something behind.
    awaitKills();
    pumps.forEach(OutputPump::abandon);
    watchdog.close();
    release();
  }

  private void hasten(Duration grace) {
    killer.inProgress().forEach(kill -> kill.hasten(grace));
    killer.wake();
  }

  private void awaitKills() {
    List<Kill> kills = killer.inProgress();
    Duration longest =
        kills.stream().map(Kill::atMost).max(Duration::compareTo).orElse(Duration.ZERO);
    await(kills.stream().map(Kill::survivors).toList(), longest.plus(SLACK));
  }

  private boolean awaitEndings() {
    return await(running.stream().map(PlainCommand::ended).toList(), PATIENCE);
  }

  private static boolean await(Collection<? extends CompletableFuture<?>> all, Duration atMost) {
    return Uninterrupted.await(
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])), atMost);
  }

  private void release() {
    try (fifos) {
      if (!threads.end(PATIENCE)) {
        LOG.log(
            Level.WARNING,
            "an observer of a command does not come back from its call, and keeps a thread busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot delete the directory of the pipes: {0}", e.getMessage());
    }
  }

  private static void close(OutputPipes pipes) {
    try {
      pipes.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing pipes", e);
    }
  }
}
