package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * Tells an observer, and outlives what that throws: the command must be looked after all the same.
 */
record CarefulObserver(CommandObserver observer) implements CommandObserver {
  private static final Logger LOG = System.getLogger(CarefulObserver.class.getName());

  @Override
  public void started(long pid) {
    carefully(() -> observer.started(pid));
  }

  @Override
  public void output(StreamName stream, ByteBuffer bytes) {
    carefully(() -> observer.output(stream, bytes));
  }

  @Override
  public void ended(Ending ending, Written written) {
    carefully(() -> observer.ended(ending, written));
  }

  private static void carefully(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the observer of a command failed", e);
    }
  }
}
