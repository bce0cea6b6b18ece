package io.jobsch.vertx.bus;

import io.jobsch.Witness;
import io.jobsch.WorkerEvent;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Knows which workers are needed, for those that would like to go. Safe for use by any thread. */
final class WorkerStates implements Witness {
  private final Map<WorkerId, WorkerState> states = new ConcurrentHashMap<>();
  private final Consumer<WorkerId> free;

  /**
   * Knows of none.
   *
   * @param free is told of each that is not needed any more; must not block
   */
  WorkerStates(Consumer<WorkerId> free) {
    this.free = free;
  }

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
    if (!needs(event.worker())) {
      free.accept(event.worker());
    }
  }
}
