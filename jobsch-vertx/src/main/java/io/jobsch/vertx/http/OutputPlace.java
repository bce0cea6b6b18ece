package io.jobsch.vertx.http;

import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;

/**
 * What somebody wants to read.
 *
 * @param job of which job
 * @param node of which of its commands
 * @param stream which of its two streams
 */
record OutputPlace(JobId job, Pointer node, StreamName stream) {}
