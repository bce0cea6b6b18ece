/**
 * Workers that reach their scheduler over a network: on the event bus, or over a WebSocket to a
 * gateway.
 */
@NullMarked
package io.jobsch.vertx.worker;

import org.jspecify.annotations.NullMarked;
