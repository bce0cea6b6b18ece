package io.jobsch.local.manual;

import io.jobsch.process.CommandLaunch;
import io.jobsch.process.CommandObserver;
import io.jobsch.process.RunningCommand;
import io.jobsch.spi.Timers;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that does what its script says. Its times are set in the order of what wins when they
 * are equal: what it prints, its end, its timeout.
 */
final class ScriptedCommand implements RunningCommand {
  private final Script script;
  private final CommandLaunch launch;
  private final CommandObserver observer;
  private final Timers timers;
  private final long pid;
  private final List<Timers.Timer> times = new ArrayList<>();
  private final long[] written = new long[StreamName.values().length];
  private Optional<Ending.Cause> killedFor = Optional.empty();
  private boolean forced;
  private boolean over;

  ScriptedCommand(
      Script script, CommandLaunch launch, CommandObserver observer, Timers timers, long pid) {
    this.script = script;
    this.launch = launch;
    this.observer = observer;
    this.timers = timers;
    this.pid = pid;
  }

  void begin() {
    if (script.end() instanceof Script.End.CannotStart it) {
      end(it.why());
      return;
    }
    observer.started(pid);
    script.prints().forEach(print -> in(print.after(), () -> write(print)));
    if (script.end() instanceof Script.End.Exits it) {
      in(script.length(it), () -> exited(it.status()));
    }
    launch.timeout().ifPresent(timeout -> in(timeout, this::timeIsUp));
  }

  /** What comes at once needs no time to pass. */
  private void in(Duration delay, Runnable what) {
    if (over) {
      return;
    }
    if (delay.isZero()) {
      what.run();
    } else {
      times.add(timers.in(delay, what));
    }
  }

  private void write(Script.Print print) {
    byte[] bytes = print.text().getBytes(StandardCharsets.UTF_8);
    written[print.stream().ordinal()] += bytes.length;
    observer.output(print.stream(), ByteBuffer.wrap(bytes));
  }

  private void exited(ExitStatus status) {
    if (killedFor.isEmpty()) {
      end(new Ending.Exited(status));
    } else if (script.isKillable()) {
      gone(status);
    }
  }

  private void timeIsUp() {
    kill(Ending.Cause.TIMEOUT, Urgency.GRACEFUL);
  }

  @Override
  public void kill(Ending.Cause cause, Urgency urgency) {
    if (over) {
      return;
    }
    boolean first = killedFor.isEmpty();
    killedFor = killedFor.or(() -> Optional.of(cause));
    Duration grace = urgency == Urgency.AT_ONCE ? Duration.ZERO : launch.killing().grace();
    if (grace.isZero()) {
      force();
    } else if (first && script.obeysTerm()) {
      gone(ExitStatus.Signal.TERM);
    } else if (first) {
      in(grace, this::force);
    }
  }

  private void force() {
    if (forced) {
      return;
    }
    forced = true;
    if (script.isKillable()) {
      gone(ExitStatus.Signal.KILL);
    } else {
      in(launch.killing().bound(), this::survived);
    }
  }

  private void gone(ExitStatus status) {
    end(new Ending.Killed(killedFor.orElseThrow(), Optional.of(status)));
  }

  private void survived() {
    String survivor = "process " + pid + " (" + launch.argv().get(0) + ")";
    end(new Ending.Unkillable(killedFor.orElseThrow(), List.of(survivor)));
  }

  private void end(Ending ending) {
    vanish();
    observer.ended(
        ending,
        new Written(written[StreamName.STDOUT.ordinal()], written[StreamName.STDERR.ordinal()]));
  }

  /** It is over, and nobody is told. */
  void vanish() {
    over = true;
    times.forEach(Timers.Timer::cancel);
    times.clear();
  }

  boolean isOver() {
    return over;
  }
}
