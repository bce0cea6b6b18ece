package io.jobsch.local.manual;

import io.jobsch.process.CommandLaunch;
import io.jobsch.process.CommandObserver;
import io.jobsch.process.ProcessRunner;
import io.jobsch.process.RunningCommand;
import io.jobsch.spi.Timers;
import io.jobsch.workers.Ending;
import io.jobsch.workers.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Runs commands as their scripts say, in the time of its timers. Called in turns alone. */
final class ScriptedRunner implements ProcessRunner {
  private final Playbook playbook;
  private final Timers timers;
  private final LongSupplier pids;
  private final List<ScriptedCommand> running = new ArrayList<>();

  ScriptedRunner(Playbook playbook, Timers timers, LongSupplier pids) {
    this.playbook = playbook;
    this.timers = timers;
    this.pids = pids;
  }

  @Override
  public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
    Script script = playbook.scriptOf(StartedCommand.of(launch));
    ScriptedCommand command =
        new ScriptedCommand(script, launch, observer, timers, pids.getAsLong());
    running.removeIf(ScriptedCommand::isOver);
    running.add(command);
    command.begin();
    return command;
  }

  @Override
  public String isolation() {
    return "scripted";
  }

  /** The machine is gone with all that ran on it, and nobody is told. */
  void vanish() {
    running.forEach(ScriptedCommand::vanish);
    running.clear();
  }

  @Override
  public void close(Duration grace) {
    Urgency urgency = grace.isZero() ? Urgency.AT_ONCE : Urgency.GRACEFUL;
    running.forEach(command -> command.kill(Ending.Cause.SHUTDOWN, urgency));
  }
}
