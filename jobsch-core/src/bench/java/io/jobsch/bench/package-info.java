/**
 * What the engine, its memory and the way through the runtime loop cost. Not part of the library:
 * compiled by the profile {@code bench} alone, run by {@code docs/bench/run-engine.sh}.
 */
@NullMarked
package io.jobsch.bench;

import org.jspecify.annotations.NullMarked;
