/**
 * The job as its author wrote it: an immutable tree of nodes and what may be wrong with it. Knows
 * neither JSON nor workers, and nothing of how a job runs.
 */
@NullMarked
package io.jobsch.spec;

import org.jspecify.annotations.NullMarked;
