package io.jobsch.vertx.client;

import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;

/**
 * Where output is found.
 *
 * @param job which job
 * @param node which of its commands
 * @param stream which of the two
 */
public record OutputPlace(JobId job, Pointer node, StreamName stream) {}
