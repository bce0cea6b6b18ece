package io.jobsch;

import io.jobsch.plan.JobPlan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which commands of a job are being killed, by order or because their time has run out. These are
 * not to be held up by listeners: what they have yet to hand over is little, and the news of their
 * end waits behind it. Safe for use by any thread.
 */
final class KillWatch {
  private final JobPlan plan;

  /** From when on all below a node is being killed, by {@link System#nanoTime}. */
  private final Map<Integer, Long> killedFrom = new ConcurrentHashMap<>();

  KillWatch(JobPlan plan) {
    this.plan = plan;
  }

  /** All below that node is being stopped. */
  void stopped(int node) {
    killedFrom.put(node, System.nanoTime());
  }

  /** A command is started: from now on its time runs. */
  void started(int command) {
    plan.node(command)
        .timeout()
        .ifPresent(timeout -> killedFrom.put(command, System.nanoTime() + timeout.toNanos()));
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
