package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.Written;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One command from the start of its process to the news of its end. Whether it ended by itself or
 * was killed is decided by what was seen first, its exit or the reason to kill it.
 */
final class PlainCommand implements RunningCommand {
  private final Process process;
  private final ProcessTree tree;
  private final CommandLaunch launch;
  private final OutputPump stdout;
  private final OutputPump stderr;
  private final CommandObserver observer;
  private final Machinery machinery;

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private Optional<Future<?>> timeout = Optional.empty();
  private Optional<Kill> kill = Optional.empty();
  private boolean timeIsUp;

  /** What the commands of a runner share. */
  record Machinery(
      ProcessTable table,
      RunnerThreads threads,
      Killer killer,
      Leftovers leftovers,
      Watchdog watchdog) {}

  PlainCommand(
      Process process,
      ProcessTree tree,
      CommandLaunch launch,
      OutputPump stdout,
      OutputPump stderr,
      CommandObserver observer,
      Machinery machinery) {
    this.process = process;
    this.tree = tree;
    this.launch = launch;
    this.stdout = stdout;
    this.stderr = stderr;
    this.observer = observer;
    this.machinery = machinery;
  }

  /** Looks after it from now on; does not if it throws. */
  synchronized void begin() {
    timeout = launch.timeout().map(after -> machinery.threads().after(after, this::timeIsUp));
    try {
      // The last thing that may fail: from then on the observer will be told of its end.
      machinery.threads().execute(this::lookAfter);
    } catch (RuntimeException | Error e) {
      cancelTimeout();
      throw e;
    }
  }

  private void lookAfter() {
    machinery.threads().executeSurely(this::tellOutput);
    awaitExit();
  }

  /** Completed when the observer was told of its end. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void kill(Ending.Cause cause, Urgency urgency) {
    kill(cause, urgency == Urgency.AT_ONCE ? Duration.ZERO : launch.killing().grace());
  }

  /** Kills it with no more grace than that. */
  synchronized void kill(Ending.Cause cause, Duration grace) {
    if (kill.isPresent()) {
      kill.get().hasten(grace);
      machinery.killer().wake();
    } else if (runs()) {
      Kill begun =
          new Kill(tree, new KillPolicy(grace, launch.killing().bound()), process::isAlive);
      kill = Optional.of(begun);
      begun.survivors().thenAccept(survivors -> killed(cause, begun, survivors));
      machinery.killer().begin(begun);
    }
  }

  private synchronized void timeIsUp() {
    timeIsUp = true;
    if (kill.isPresent()) {
      return;
    }
    if (runs()) {
      kill(Ending.Cause.TIMEOUT, launch.killing().grace());
    } else {
      machinery.leftovers().kill(tree, launch.killing());
    }
  }

  /** The system knows of its end a moment before the JDK does. */
  private boolean runs() {
    return process.isAlive()
        && machinery.table().find(process.pid()).filter(Sighting::dead).isEmpty();
  }

  /** Its observer may block at any time, so this is not for the thread that waits for its end. */
  private void tellOutput() {
    observer.started(process.pid());
    // If the runner was closed before the observer came back, the pumps were abandoned then.
    machinery.threads().executeSurely(stderr);
    stdout.run();
  }

  private void awaitExit() {
    try {
      exited(process.waitFor());
    } catch (InterruptedException e) {
      // The runner is closed, and has given up waiting for this command.
      Thread.currentThread().interrupt();
    }
  }

  private void exited(int value) {
    stdout.commandEnded();
    stderr.commandEnded();
    if (endedByItself()) {
      end(new Ending.Exited(new ExitStatus.Code(value)));
    }
    exit.complete(value);
  }

  private synchronized boolean endedByItself() {
    if (kill.isPresent()) {
      return false;
    }
    if (timeout.isEmpty()) {
      machinery.watchdog().release(tree.tag());
    } else if (!timeIsUp) {
      machinery.leftovers().watch(tree, launch.killing(), timeout.get());
    }
    return true;
  }

  private void killed(Ending.Cause cause, Kill by, List<String> survivors) {
    cancelTimeout();
    machinery.watchdog().release(tree.tag());
    if (survivors.isEmpty()) {
      exit.thenAccept(value -> end(new Ending.Killed(cause, Optional.of(status(value, by)))));
    } else {
      end(new Ending.Unkillable(cause, survivors));
    }
  }

  private synchronized void cancelTimeout() {
    timeout.ifPresent(running -> running.cancel(false));
  }

  /** The JDK shows a signal as 128 and its number, as a process may do by itself, too. */
  private static ExitStatus status(int value, Kill by) {
    if (value == ExitStatus.Signal.TERM.shellCode() && by.hasSent(KillSignal.TERM)) {
      return ExitStatus.Signal.TERM;
    }
    if (value == ExitStatus.Signal.KILL.shellCode() && by.hasSent(KillSignal.KILL)) {
      return ExitStatus.Signal.KILL;
    }
    return new ExitStatus.Code(value);
  }

  private void end(Ending ending) {
    stdout.commandEnded();
    stderr.commandEnded();
    CompletableFuture.allOf(stdout.told(), stderr.told())
        .thenRunAsync(() -> tell(ending), machinery.threads()::executeSurely);
  }

  private void tell(Ending ending) {
    observer.ended(ending, new Written(stdout.told().join(), stderr.told().join()));
    ended.complete(null);
  }
}
