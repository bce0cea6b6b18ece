package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as a list shows it.
 *
 * @param number its place in the order of submission
 * @param id its name
 * @param title what people call it
 * @param state where it stands
 * @param reason why, where it failed or was cancelled
 * @param submittedAt when it was accepted
 * @param startedAt when it got its workers
 * @param finishedAt when it ended
 */
public record JobSummary(
    long number,
    JobId id,
    Optional<String> title,
    JobState state,
    Optional<Reason> reason,
    Instant submittedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {
  /** The same after a change. */
  JobSummary after(JobEvent.JobChanged event) {
    return new JobSummary(
        number,
        id,
        title,
        event.state(),
        event.reason(),
        submittedAt,
        event.state() == JobState.RUNNING ? Optional.of(event.at()) : startedAt,
        event.state().isTerminal() ? Optional.of(event.at()) : finishedAt);
  }
}
