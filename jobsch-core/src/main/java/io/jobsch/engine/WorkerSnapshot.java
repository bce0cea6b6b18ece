package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Optional;

/**
 * What an engine knows of a worker.
 *
 * @param id its name
 * @param incarnation names this life of it
 * @param profile what it says of itself
 * @param joinedAt when it first joined in this life
 * @param state what it is about
 * @param job what it works on
 * @param role what it plays there
 * @param problem why it gets no work
 */
public record WorkerSnapshot(
    WorkerId id,
    Incarnation incarnation,
    News.Profile profile,
    Instant joinedAt,
    WorkerState state,
    Optional<JobId> job,
    Optional<RoleName> role,
    Optional<String> problem) {}
