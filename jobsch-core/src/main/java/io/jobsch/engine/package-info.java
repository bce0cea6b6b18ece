/**
 * What follows from what happens: a pure step from events to facts and effects. Knows no clock,
 * thread, file or network, draws no chance, and iterates in a fixed order only.
 */
@NullMarked
package io.jobsch.engine;

import org.jspecify.annotations.NullMarked;
