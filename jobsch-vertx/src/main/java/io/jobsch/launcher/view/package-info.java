/**
 * How a job looks while it runs: on a terminal, in a pipe, as a JSON document. Knows what can be
 * seen of a job, and neither the command line nor who runs the job.
 */
@NullMarked
package io.jobsch.launcher.view;

import org.jspecify.annotations.NullMarked;
