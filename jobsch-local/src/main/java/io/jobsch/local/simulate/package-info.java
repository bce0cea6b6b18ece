/**
 * Workloads played again in virtual time, to see how long their jobs wait and how busy their
 * workers are. The engine that decides is that of production; workers and time are made up, and
 * nothing runs.
 */
@NullMarked
package io.jobsch.local.simulate;

import org.jspecify.annotations.NullMarked;
