package io.jobsch.runtime;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import java.util.concurrent.CompletableFuture;

/**
 * A job that was handed in.
 *
 * @param job its name
 * @param accepted completed when it is durable
 * @param result completed when it is over
 */
public record Submission(
    JobId job, CompletableFuture<JobId> accepted, CompletableFuture<JobResult> result) {}
