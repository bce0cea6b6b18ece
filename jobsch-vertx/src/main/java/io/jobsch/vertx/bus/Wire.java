package io.jobsch.vertx.bus;

import io.jobsch.vertx.wire.Frame;

/** How a session sends: to wherever its worker is now, which may be nowhere. */
@FunctionalInterface
interface Wire {
  void send(Peer to, Frame frame);
}
