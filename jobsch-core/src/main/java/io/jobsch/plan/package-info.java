/**
 * The job as it will run: the author's tree laid flat, roles, variables and directories inherited.
 * Knows what a job is, and not who runs it.
 */
@NullMarked
package io.jobsch.plan;

import org.jspecify.annotations.NullMarked;
