package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker changed its state. Told for every state, the first and the last included.
 *
 * @param worker who
 * @param state the new one
 * @param job what it works on, where it does
 * @param role what it plays there
 * @param why it is gone, or quarantined
 * @param at when
 */
public record WorkerEvent(
    WorkerId worker,
    WorkerState state,
    Optional<JobId> job,
    Optional<RoleName> role,
    Optional<String> why,
    Instant at) {}
