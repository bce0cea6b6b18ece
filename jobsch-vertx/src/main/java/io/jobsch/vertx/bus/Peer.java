package io.jobsch.vertx.bus;

/**
 * The way to a worker.
 *
 * @param address who brings it there: a gateway, or the worker itself
 * @param link over which of its connections
 * @param remote where the worker is, for people
 */
record Peer(String address, String link, String remote) {
  /** Whether it is the same connection. */
  boolean isSame(Peer other) {
    return address.equals(other.address) && link.equals(other.link);
  }
}
