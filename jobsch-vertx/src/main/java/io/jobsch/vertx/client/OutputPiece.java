package io.jobsch.vertx.client;

import io.vertx.core.buffer.Buffer;

/**
 * Consecutive bytes of what a command wrote.
 *
 * @param offset how many bytes were written before them; what lies between the end of the piece
 *     before and this was not kept
 * @param bytes one or more
 */
public record OutputPiece(long offset, Buffer bytes) {
  /** Where the next piece begins, if nothing is missing. */
  public long end() {
    return offset + bytes.length();
  }
}
