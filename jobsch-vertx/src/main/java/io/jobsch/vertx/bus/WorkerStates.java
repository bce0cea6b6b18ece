package io.jobsch.vertx.bus;

import io.jobsch.Witness;
import io.jobsch.WorkerEvent;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which workers are needed, for those that would like to go. Safe for use by any thread. */
final class WorkerStates implements Witness {
  private final Map<WorkerId, WorkerState> states = new ConcurrentHashMap<>();

  /** Whether a job needs it, or it has not ended what it should not run. */
  boolean needs(WorkerId worker) {
    WorkerState state = states.getOrDefault(worker, WorkerState.GONE);
    return state == WorkerState.BUSY || state == WorkerState.CLEANING;
  }

  @Override
  public void changed(WorkerEvent event) {
    if (event.state() == WorkerState.GONE) {
      states.remove(event.worker());
    } else {
      states.put(event.worker(), event.state());
    }
  }
}
