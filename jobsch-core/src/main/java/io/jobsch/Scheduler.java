package io.jobsch;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs jobs. Every method may be called from any thread. */
public interface Scheduler extends AutoCloseable {
  /**
   * Submits a job.
   *
   * @throws InvalidJobException if the job is larger than the scheduler's limits allow
   * @throws IllegalStateException if the scheduler is closed
   */
  JobHandle submit(JobSpec job);

  /** The workers that are connected, by name. */
  CompletableFuture<List<WorkerView>> workers();

  /**
   * Has a listener told what happens from now on, and what happened shortly before and has not been
   * told to others yet.
   *
   * @return takes it off again; when its {@code close} returns, the listener is told nothing more
   */
  Subscription listen(JobListener listener);

  /**
   * Cancels what runs, waits until it is gone, and gives back every thread and process. A second
   * call waits for the first.
   */
  @Override
  void close();

  /** A listener that is being told. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
