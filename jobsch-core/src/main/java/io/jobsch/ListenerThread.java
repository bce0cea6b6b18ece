package io.jobsch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Tells listeners what happens, on a thread of its own, in the order in which it was told. Of
 * changes any number may wait to be told; of output a bounded amount, beyond which whoever brings
 * more is held up.
 */
final class ListenerThread implements Listeners {
  private static final Logger LOG = System.getLogger(ListenerThread.class.getName());

  /** More than a pipe holds, so that a listener that keeps up never holds up a command. */
  private static final long HELD_BYTES = 1024 * 1024;

  private final Audience audience = new Audience();
  private final Deque<Told> waiting = new ArrayDeque<>();
  private final Thread thread;
  private long waitingBytes;
  private boolean holds = true;
  private boolean open = true;

  ListenerThread() {
    thread = new Thread(this::run, "jobsch-listeners");
    thread.setDaemon(true);
  }

  private record Told(JobEvent event, int bytes) {}

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Scheduler.Subscription add(JobListener listener) {
    return audience.add(listener);
  }

  @Override
  public boolean isHeard() {
    return audience.isThere();
  }

  @Override
  public synchronized void tell(JobEvent event) {
    if (open && isHeard()) {
      waiting.add(new Told(event, 0));
      notifyAll();
    }
  }

  @Override
  public synchronized void tellAndHold(JobEvent event, int bytes) {
    boolean interrupted = false;
    while (open && holds && waitingBytes >= HELD_BYTES) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
        holds = false;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (open && waitingBytes < HELD_BYTES) {
      waitingBytes += bytes;
      waiting.add(new Told(event, bytes));
      notifyAll();
    }
  }

  @Override
  public synchronized void stopHolding() {
    holds = false;
    notifyAll();
  }

  /** Waits for its thread to end, unless called by a listener. */
  @Override
  public void close() {
    synchronized (this) {
      open = false;
      holds = false;
      notifyAll();
    }
    if (Thread.currentThread() != thread) {
      Interruptions.join(thread);
    }
  }

  private void run() {
    for (Optional<Told> next = next(); next.isPresent(); next = next()) {
      audience.tell(next.get().event());
      done(next.get());
    }
  }

  private synchronized Optional<Told> next() {
    while (waiting.isEmpty()) {
      if (!open) {
        return Optional.empty();
      }
      try {
        wait();
      } catch (InterruptedException e) {
        LOG.log(Level.WARNING, "listeners are told nothing more: their thread was interrupted");
        open = false;
        return Optional.empty();
      }
    }
    return Optional.of(waiting.remove());
  }

  private synchronized void done(Told told) {
    waitingBytes -= told.bytes();
    notifyAll();
  }
}
