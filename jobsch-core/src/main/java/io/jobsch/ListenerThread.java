package io.jobsch;

import io.jobsch.runtime.Uninterrupted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tells listeners what happens, on a thread of its own, in the order in which it was told. Of
 * changes any number may wait to be told: there are as many as the jobs have nodes, and a few more.
 * Of output a bounded amount may wait, beyond which whoever brings more is held up.
 */
final class ListenerThread implements Listeners {
  private static final Logger LOG = System.getLogger(ListenerThread.class.getName());

  /** More than a pipe holds, so that a listener that keeps up never holds up a command. */
  private static final long HELD_BYTES = 1024 * 1024;

  /** What an event costs beside the bytes that it carries, so that a trickle is bounded, too. */
  private static final int EVENT_BYTES = 128;

  /** How often whoever is held up looks whether it still is to be. */
  private static final long LOOK_AGAIN_MILLIS = 100;

  /** How long closing waits for a listener that takes its time. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

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
  public synchronized void tellAndHold(JobEvent event, int bytes, BooleanSupplier mayHold) {
    boolean interrupted = false;
    while (open && holds && !interrupted && waitingBytes >= HELD_BYTES && mayHold.getAsBoolean()) {
      try {
        wait(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (open && (holds || waitingBytes < HELD_BYTES)) {
      int charged = bytes + EVENT_BYTES;
      waitingBytes += charged;
      waiting.add(new Told(event, charged));
      notifyAll();
    }
  }

  @Override
  public synchronized void stopHolding() {
    holds = false;
    notifyAll();
  }

  /**
   * Tells what waits, then ends. Waits for that for some seconds, unless called by a listener: one
   * that does not come back must not keep its scheduler from closing.
   */
  @Override
  public void close() {
    synchronized (this) {
      open = false;
      holds = false;
      notifyAll();
    }
    if (!isCurrent()) {
      Uninterrupted.join(thread, PATIENCE);
      if (thread.isAlive()) {
        LOG.log(Level.WARNING, "closed before a listener had taken all that it was told");
      }
    }
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
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
        LOG.log(Level.DEBUG, "somebody interrupts the thread of listeners, which ends by closing");
      }
    }
    return Optional.of(waiting.remove());
  }

  private synchronized void done(Told told) {
    waitingBytes -= told.bytes();
    notifyAll();
  }
}
