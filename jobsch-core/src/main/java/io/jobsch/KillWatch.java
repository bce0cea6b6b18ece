package io.jobsch;

import io.jobsch.plan.JobPlan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which commands of a job are being killed, by order or because their time has run out. These are
 * not to be held up by listeners: what they have yet to hand over is little, and the news of their
 * end waits behind it. Told by one thread, may be asked by any.
 */
final class KillWatch {
  private final JobPlan plan;

  /** From when on all below a node is being killed, by {@link System#nanoTime}. Most jobs wait. */
  private volatile Map<Integer, Long> killedFrom = Map.of();

  KillWatch(JobPlan plan) {
    this.plan = plan;
  }

  /** All below that node is being stopped. */
  void stopped(int node) {
    put(node, System.nanoTime());
  }

  /** A command is started: from now on its time runs. */
  void started(int command) {
    plan.node(command)
        .timeout()
        .ifPresent(timeout -> put(command, System.nanoTime() + timeout.toNanos()));
  }

  private void put(int node, long from) {
    if (killedFrom.isEmpty()) {
      killedFrom = new ConcurrentHashMap<>();
    }
    killedFrom.put(node, from);
  }

  boolean isBeingKilled(int command) {
    long now = System.nanoTime();
    for (int at = command; at != JobPlan.NO_PARENT; at = plan.node(at).parent()) {
      Long from = killedFrom.get(at);
      if (from != null && now - from >= 0) {
        return true;
      }
    }
    return false;
  }
}
