/**
 * A scheduler in a Vert.x instance, and what is kept beside it for those who ask over a network:
 * the jobs that are over, and what happened. Knows no HTTP.
 */
@NullMarked
package io.jobsch.vertx.jobs;

import org.jspecify.annotations.NullMarked;
