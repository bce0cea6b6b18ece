/**
 * A scheduler for any Vert.x application: deploy a {@link io.jobsch.vertx.SchedulerVerticle}, or
 * mount the routes of {@link io.jobsch.vertx.http.JobschApi} beside your own.
 */
@NullMarked
package io.jobsch.vertx;

import org.jspecify.annotations.NullMarked;
