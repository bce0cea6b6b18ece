/**
 * The scheduler's side of the event bus: conversations with workers, each over whatever brings its
 * frames to the bus.
 */
@NullMarked
package io.jobsch.vertx.bus;

import org.jspecify.annotations.NullMarked;
