package io.jobsch.vertx.http;

import io.jobsch.result.Output;
import io.vertx.core.buffer.Buffer;

/** In which form output is sent. */
enum OutputForm {
  /** The bytes themselves; where some are missing, a line says so. */
  PLAIN("application/octet-stream") {
    @Override
    Buffer write(long at, long offset, byte[] bytes) {
      Buffer sent = Buffer.buffer();
      if (offset > at) {
        sent.appendString(Output.marker(offset - at));
      }
      return sent.appendBytes(bytes);
    }
  },

  /**
   * Frames, for programs that have to know where in the output they are: an offset of 8 bytes, a
   * length of 4, and so many bytes. What lies between two frames is missing.
   */
  FRAMED("application/vnd.jobsch.output") {
    @Override
    Buffer write(long at, long offset, byte[] bytes) {
      return Buffer.buffer().appendLong(offset).appendInt(bytes.length).appendBytes(bytes);
    }
  };

  private final String contentType;

  OutputForm(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /**
   * What is sent of a slice.
   *
   * @param at what was sent up to now
   * @param offset where the slice begins
   */
  abstract Buffer write(long at, long offset, byte[] bytes);
}
