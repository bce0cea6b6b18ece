/**
 * What becomes of a job: the states of jobs and nodes, their legal transitions, and the result that
 * is reported. Knows nothing of how it came about.
 */
@NullMarked
package io.jobsch.result;

import org.jspecify.annotations.NullMarked;
