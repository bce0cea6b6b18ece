package io.jobsch.vertx.client;

/**
 * How much a command wrote to one of its streams.
 *
 * @param bytes all of it
 * @param missing how many of these bytes were not kept
 */
public record OutputSize(long bytes, long missing) {}
