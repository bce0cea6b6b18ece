/**
 * The program behind {@code ./jobsch}: reads the command line, runs a job in this process or asks a
 * server for one, and ends with the job's exit code. How a run looks is the business of {@link
 * io.jobsch.launcher.view}.
 */
@NullMarked
package io.jobsch.launcher;

import org.jspecify.annotations.NullMarked;
