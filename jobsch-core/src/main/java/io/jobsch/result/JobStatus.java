package io.jobsch.result;

import java.util.Optional;

/**
 * How a job stands.
 *
 * @param job what has become of it up to now
 * @param waiting why it has not started; empty when it has
 */
public record JobStatus(JobResult job, Optional<Waiting> waiting) {}
