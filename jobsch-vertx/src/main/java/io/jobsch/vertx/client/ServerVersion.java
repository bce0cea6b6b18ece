package io.jobsch.vertx.client;

/**
 * Which jobsch a server is.
 *
 * @param version as in {@code 0.1.0}
 * @param api of which version its HTTP API is
 * @param java which Java runs it
 */
public record ServerVersion(String version, int api, String java) {}
