/**
 * The serial loop that feeds the engine, makes its facts durable and carries out its effects.
 * Decides nothing about jobs, and touches the world through the host's interfaces alone.
 */
@NullMarked
package io.jobsch.runtime;

import org.jspecify.annotations.NullMarked;
