/**
 * What a host supplies, each interface with its contract. Knows what the engine says, and none of
 * those who implement it.
 */
@NullMarked
package io.jobsch.spi;

import org.jspecify.annotations.NullMarked;
