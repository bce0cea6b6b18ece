package io.jobsch.spec.json;

/** The text ceases to be JSON, which ends the reading. Does not leave this package. */
final class NotJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int offset;

  NotJsonException(int offset) {
    super("not JSON at character " + offset, null, false, false);
    this.offset = offset;
  }

  /** The index of the character at which it does. */
  int offset() {
    return offset;
  }
}
