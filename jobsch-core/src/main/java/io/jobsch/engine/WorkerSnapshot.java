package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.News;
import io.jobsch.workers.WorkerId;
import java.util.Optional;

/**
 * What an engine knows of a worker.
 *
 * @param id its name
 * @param profile what it says of itself
 * @param job what it works on
 * @param role what it plays there
 * @param problem why it gets no work
 */
public record WorkerSnapshot(
    WorkerId id,
    News.Profile profile,
    Optional<JobId> job,
    Optional<RoleName> role,
    Optional<String> problem) {}
