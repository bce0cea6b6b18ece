package io.jobsch.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Carries out all kills of a runner, with one look at the process table at a time for all of them.
 * Has a thread only while there is something to kill.
 */
final class Killer {

  private static final Logger LOG = System.getLogger(Killer.class.getName());

  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /** On a machine with very many processes, looking must not become what it is busy with. */
  private static final int PAUSE_PER_LOOK = 10;

  private final ProcessTable table;
  private final Signals signals;
  private final Executor threads;
  private final List<Kill> kills = new ArrayList<>();
  private boolean working;
  private boolean woken;

  Killer(ProcessTable table, Executor threads) {
    this.table = table;
    this.signals = new Signals(table);
    this.threads = threads;
  }

  /** Begins it; returns at once. */
  synchronized void begin(Kill kill) {
    kills.add(kill);
    if (working) {
      wake();
    } else {
      working = true;
      threads.execute(this::work);
    }
  }

  /** Looks now and not after its pause: a kill is new, or has become more urgent. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  synchronized List<Kill> inProgress() {
    return List.copyOf(kills);
  }

  private void work() {
    try {
      long pause = SHORTEST_PAUSE;
      while (goesOn()) {
        long began = System.nanoTime();
        KillOrders orders = new KillOrders();
        boolean again = lookAndSend(orders);
        if (!again) {
          long longest = Math.max(LONGEST_PAUSE, PAUSE_PER_LOOK * (System.nanoTime() - began));
          pause = orders.hasNews() ? SHORTEST_PAUSE : Math.min(2 * pause, longest);
          rest(pause);
        }
      }
    } catch (InterruptedException e) {
      // The runner has waited for us as long as it does; whoever closed it was told.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean goesOn() {
    working = !kills.isEmpty();
    return working;
  }

  private boolean lookAndSend(KillOrders orders) {
    try {
      boolean again = look(orders);
      signals.send(orders);
      return again;
    } catch (RuntimeException | Error e) {
      // Nobody else would finish these kills.
      LOG.log(Level.ERROR, "looking for processes to kill has failed, and is tried again", e);
      return false;
    }
  }

  /** Says whether one of the kills wants another look at once. */
  private boolean look(KillOrders orders) {
    List<Kill> current = inProgress();
    long oldest = current.stream().mapToLong(Kill::start).min().orElse(Long.MAX_VALUE);
    Snapshot now =
        Snapshot.take(
            table,
            oldest,
            (process, tags) -> {
              if (current.stream().anyMatch(kill -> kill.killsOnSight(tags))) {
                signals.kill(process.id());
              }
            });
    boolean again = false;
    for (Kill kill : current) {
      KillPlan.Next next = kill.look(now, orders);
      again |= next == KillPlan.Next.LOOK_AGAIN;
      if (next.isLast()) {
        forget(kill);
      }
    }
    return again;
  }

  private synchronized void forget(Kill kill) {
    kills.remove(kill);
  }

  private synchronized void rest(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    for (long left = nanos;
        !woken && !kills.isEmpty() && left > 0;
        left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    woken = false;
  }
}
