/**
 * The HTTP API: routes over a {@link io.jobsch.vertx.jobs.SchedulerService}, who may call them, and
 * how long a client may take.
 */
@NullMarked
package io.jobsch.vertx.http;

import org.jspecify.annotations.NullMarked;
