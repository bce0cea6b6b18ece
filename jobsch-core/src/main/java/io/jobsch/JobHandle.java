package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.Waiting;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A job that was submitted. Every method may be called from any thread and none blocks. Futures are
 * completed on threads that the scheduler does not need to go on: what is chained to them may take
 * its time, and may submit, cancel and close.
 */
public interface JobHandle {
  /** Its name. */
  JobId id();

  /** Completed when the scheduler answers for the job: from then on it is not lost. */
  CompletableFuture<JobId> accepted();

  /**
   * Completed when the job is over, whatever its state: a job that fails is a result, not an
   * exception. Completed exceptionally only when the scheduler itself fails, or is closed before
   * the end of the job could be told.
   */
  CompletableFuture<JobResult> result();

  /** What has become of the job up to now, in the order of what the scheduler was asked. */
  CompletableFuture<JobResult> now();

  /** Why the job has not started; empty when it has. */
  CompletableFuture<Optional<Waiting>> waiting();

  /**
   * Stops the job: what waits is not started, what runs is told to end and killed if it does not.
   * Completed when that stands, before the job is over, with the state that the job has then; a job
   * that was over before keeps its state.
   */
  CompletableFuture<JobState> cancel();

  /** {@link #cancel}, without leaving its commands time to end in peace. */
  CompletableFuture<JobState> kill();
}
