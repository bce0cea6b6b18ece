/**
 * What a worker does: takes orders, runs commands, says what became of them. Knows processes, and
 * nothing of how orders reach it.
 */
@NullMarked
package io.jobsch.agent;

import org.jspecify.annotations.NullMarked;
