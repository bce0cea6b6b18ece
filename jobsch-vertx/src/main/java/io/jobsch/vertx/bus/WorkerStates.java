package io.jobsch.vertx.bus;

import io.jobsch.Witness;
import io.jobsch.WorkerEvent;
import io.jobsch.workers.WorkerId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which workers are needed, for those that would like to go. Safe for use by any thread. */
final class WorkerStates implements Witness {
  private final Set<WorkerId> needed = ConcurrentHashMap.newKeySet();

  /** Whether a job needs it, or it has not ended what it should not run. */
  boolean needs(WorkerId worker) {
    return needed.contains(worker);
  }

  @Override
  public void changed(WorkerEvent event) {
    if (isNeeded(event)) {
      needed.add(event.worker());
    } else {
      needed.remove(event.worker());
    }
  }

  private static boolean isNeeded(WorkerEvent event) {
    return switch (event.state()) {
      case BUSY, CLEANING -> true;
      case DRAINING -> event.job().isPresent();
      case IDLE, QUARANTINED, GONE -> false;
    };
  }
}
