/**
 * A scheduler in virtual time with scripted workers, for the tests of those who use jobsch. Engine,
 * runtime loop and worker are those of production; only time and processes are made up.
 */
@NullMarked
package io.jobsch.local.manual;

import org.jspecify.annotations.NullMarked;
