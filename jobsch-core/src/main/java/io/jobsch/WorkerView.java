package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker as others see it.
 *
 * @param id its name
 * @param incarnation names this life of it
 * @param suits which roles it suits, in words
 * @param isolation how surely it kills: {@code plain} where a process may hide from it
 * @param connectedSince when it first joined in this life
 * @param state what it is about
 * @param job what it works on
 * @param role what it plays there
 * @param problem why it gets no work: it is quarantined, or cannot tell which roles it suits
 */
public record WorkerView(
    WorkerId id,
    Incarnation incarnation,
    String suits,
    String isolation,
    Instant connectedSince,
    WorkerState state,
    Optional<JobId> job,
    Optional<RoleName> role,
    Optional<String> problem) {}
