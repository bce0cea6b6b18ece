package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells an observer, and outlives what that throws: the command must be looked after all the same.
 */
final class CarefulObserver implements CommandObserver {
  private static final Logger LOG = System.getLogger(CarefulObserver.class.getName());

  private final CommandObserver observer;
  private final AtomicBoolean reported = new AtomicBoolean();

  CarefulObserver(CommandObserver observer) {
    this.observer = observer;
  }

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

  private void carefully(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      // One that fails at each chunk of output must not flood the log.
      if (reported.compareAndSet(false, true)) {
        LOG.log(Level.ERROR, "the observer of a command failed", e);
      }
    }
  }
}
