/**
 * Everything in one process: a scheduler with its workers, real commands included. Knows the core,
 * and no network.
 */
@NullMarked
package io.jobsch.local;

import org.jspecify.annotations.NullMarked;
