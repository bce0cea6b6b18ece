package io.jobsch.vertx.jobs;

import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;

/**
 * Names what a command writes.
 *
 * @param job which job
 * @param node the command
 * @param stream where it writes
 */
record StreamKey(JobId job, Pointer node, StreamName stream) {}
