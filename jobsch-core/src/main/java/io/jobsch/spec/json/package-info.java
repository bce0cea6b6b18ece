/**
 * Job documents: JSON in, a job or all its problems out, and back. The only thing it knows beside
 * JSON is the model of a job.
 */
@NullMarked
package io.jobsch.spec.json;

import org.jspecify.annotations.NullMarked;
