package io.jobsch;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which commands of a job are being killed, by order or because their time has run out. These are
 * not to be held up by listeners: what they have yet to hand over is little, and the news of their
 * end waits behind it. Safe for use by any thread.
 */
final class KillWatch {
  private final JobPlan plan;
  private final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> timeIsUpAt = new ConcurrentHashMap<>();

  KillWatch(JobPlan plan) {
    this.plan = plan;
  }

  /** All below that node is being stopped. */
  void stopped(int node) {
    stopped.add(node);
  }

  /** A command is started: from now on its time runs. */
  void started(int command) {
    plan.node(command)
        .timeout()
        .map(Duration::toNanos)
        .ifPresent(timeout -> timeIsUpAt.put(command, System.nanoTime() + timeout));
  }

  boolean isBeingKilled(int command) {
    boolean late =
        Optional.ofNullable(timeIsUpAt.get(command))
            .filter(end -> System.nanoTime() - end >= 0)
            .isPresent();
    return late || isWithinStopped(command);
  }

  private boolean isWithinStopped(int command) {
    for (int at = command; at != JobPlan.NO_PARENT; at = parent(at)) {
      if (stopped.contains(at)) {
        return true;
      }
    }
    return false;
  }

  private int parent(int index) {
    PlanNode node = plan.node(index);
    return node.parent();
  }
}
