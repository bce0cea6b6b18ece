package io.jobsch.vertx.http;

import io.jobsch.result.Output;

/**
 * What a command has written.
 *
 * @param output that; it grows
 * @param over whether it does not grow any more
 */
record OutputNow(Output output, boolean over) {
  /** Whether it will be as it is now. */
  boolean isAllThere() {
    return over && output.missing() == 0;
  }

  /**
   * Whether every place of it stays what it is. Where some is missing of what still grows, all that
   * stands behind moves with each byte.
   */
  boolean hasParts() {
    return over || output.missing() == 0;
  }
}
