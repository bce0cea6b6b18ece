/**
 * Joins workers on other machines to the event bus: each has dialled out to a WebSocket route, and
 * listens on nothing. Passes frames on, and understands none.
 */
@NullMarked
package io.jobsch.vertx.gateway;

import org.jspecify.annotations.NullMarked;
