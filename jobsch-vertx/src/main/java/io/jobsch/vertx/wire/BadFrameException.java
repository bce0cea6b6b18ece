package io.jobsch.vertx.wire;

/** Bytes that are no frame of this protocol. The message says what was expected, and where. */
public final class BadFrameException extends Exception {
  private static final long serialVersionUID = 1;

  private final String why;

  BadFrameException(String message) {
    super(message);
    this.why = message;
  }

  /** What was expected, and where. */
  public String why() {
    return why;
  }
}
