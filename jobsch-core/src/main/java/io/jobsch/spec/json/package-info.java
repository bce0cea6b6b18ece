/**
 * Job documents: JSON in, a job or all its problems out, and back. The only thing it knows beside
 * JSON is the model of a job.
 *
 * <p>What is done for each node and each value makes no lambda that captures something: with those,
 * reading takes nearly twice as long with the small compiler, which a server on two processors has.
 */
@NullMarked
package io.jobsch.spec.json;

import org.jspecify.annotations.NullMarked;
