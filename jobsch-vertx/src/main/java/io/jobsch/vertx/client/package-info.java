/**
 * A client of a server's HTTP API, for Java: what the command line uses, and applications may.
 * Knows the server only by its API.
 */
@NullMarked
package io.jobsch.vertx.client;

import org.jspecify.annotations.NullMarked;
