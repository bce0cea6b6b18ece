package io.jobsch.process;

import java.time.Duration;

/**
 * Runs commands as processes, and can kill all that came of one.
 *
 * <p>Every method may be called from any thread. None blocks longer than the operating system takes
 * to start a process, but {@link #close}.
 */
public interface ProcessRunner extends AutoCloseable {
  /**
   * Starts a command, with an empty standard input. What becomes of it is told to the observer; a
   * command that cannot be started is told as an ending, too, and nothing is thrown for it.
   *
   * <p>Its timeout is kept by the runner. When it runs out, the whole process tree is killed: what
   * has ended by then stays ended, but what a command left behind after its own end is killed then,
   * too. A command without a timeout is killed only by order; what it left behind lives on.
   */
  RunningCommand start(CommandLaunch launch, CommandObserver observer);

  /**
   * Whether {@link #start} has, as things stand, no more to do than to pass the command on to a
   * process that waits for it, so that also a thread may call it that must not block. Unless
   * overridden, it never is so.
   */
  default boolean startsAtOnce() {
    return false;
  }

  /**
   * A lease that this runner keeps by itself if it can. Unless overridden, one that never runs out:
   * then nothing but the clock of whoever renews it watches it.
   */
  default ProcessLease lease() {
    return new UnwatchedLease(this);
  }

  /**
   * How surely this runner kills: {@code plain} where a process may hide from it, {@code helper}
   * where none can, and commands are killed also when this process is stopped or dead; {@code
   * helper+cgroup} where they are killed even if all who look after them were killed at once.
   */
  String isolation();

  /**
   * Kills what runs and, of commands that had a timeout, what they left behind; then gives back all
   * it holds. Observers are told of each ending first. A second call waits for the first.
   *
   * @param grace how long the commands have to end in peace; zero or more
   */
  void close(Duration grace);

  /** {@link #close(Duration)} with no grace. */
  @Override
  default void close() {
    close(Duration.ZERO);
  }
}
