package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.Optional;

/**
 * A worker as others see it.
 *
 * @param id its name
 * @param suits which roles it suits, in words
 * @param isolation how surely it kills: {@code plain} where a process may hide from it
 * @param job what it works on
 * @param role what it plays there
 * @param problem why it gets no work: it is quarantined, or cannot tell which roles it suits
 */
public record WorkerView(
    WorkerId id,
    String suits,
    String isolation,
    Optional<JobId> job,
    Optional<RoleName> role,
    Optional<String> problem) {}
