package io.jobsch.vertx.wire;

/** Bytes that are no frame of this protocol. The message says what was expected, and where. */
public final class BadFrameException extends Exception {
  private static final long serialVersionUID = 1;

  BadFrameException(String message) {
    super(message);
  }
}
