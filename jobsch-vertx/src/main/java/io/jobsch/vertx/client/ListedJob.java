package io.jobsch.vertx.client;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as a list shows it.
 *
 * @param id its name
 * @param name what people call it
 * @param state where it stands
 * @param reason why, where it failed or was cancelled
 * @param submittedAt when it was accepted
 * @param startedAt when it got its workers
 * @param finishedAt when it ended
 */
public record ListedJob(
    JobId id,
    Optional<String> name,
    JobState state,
    Optional<Reason> reason,
    Instant submittedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {}
