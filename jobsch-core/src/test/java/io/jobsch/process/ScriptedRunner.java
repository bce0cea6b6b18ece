package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A runner that starts nothing: it remembers what it was asked to start, and the test says what
 * becomes of it. To be used by one thread.
 */
public final class ScriptedRunner implements ProcessRunner {
  private final Deque<Scripted> started = new ArrayDeque<>();
  private boolean atOnce;

  /** The command that was started first of those that were not taken yet. */
  public Scripted takeStart() {
    return started.remove();
  }

  /** How many starts were not taken yet. */
  public int startsLeft() {
    return started.size();
  }

  /** Whether starts take no time from now on. */
  public void startsAtOnce(boolean now) {
    atOnce = now;
  }

  @Override
  public boolean startsAtOnce() {
    return atOnce;
  }

  @Override
  public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
    Scripted command = new Scripted(launch, observer);
    started.add(command);
    return command;
  }

  @Override
  public String isolation() {
    return "scripted";
  }

  @Override
  public void close(Duration grace) {}

  /** A command that does what the test says. */
  public static final class Scripted implements RunningCommand {
    private final CommandLaunch launch;
    private final CommandObserver observer;
    private final List<String> kills = new ArrayList<>();
    private long stdout;

    Scripted(CommandLaunch launch, CommandObserver observer) {
      this.launch = launch;
      this.observer = observer;
    }

    /** What was to be started. */
    public CommandLaunch launch() {
      return launch;
    }

    /** How it was asked to die: cause and urgency of each kill. */
    public List<String> kills() {
      return List.copyOf(kills);
    }

    /** It runs. */
    public Scripted started(long pid) {
      observer.started(pid);
      return this;
    }

    /** It writes to its standard output. */
    public Scripted prints(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      stdout += bytes.length;
      observer.output(StreamName.STDOUT, ByteBuffer.wrap(bytes));
      return this;
    }

    /** It ends by itself. */
    public void exits(int code) {
      ends(new Ending.Exited(new ExitStatus.Code(code)));
    }

    /** It is over. */
    public void ends(Ending ending) {
      observer.ended(ending, new Written(stdout, 0));
    }

    @Override
    public void kill(Ending.Cause cause, Urgency urgency) {
      kills.add(cause + " " + urgency);
    }
  }
}
