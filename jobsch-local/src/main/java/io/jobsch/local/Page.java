package io.jobsch.local;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stretch of the spool. Whoever uses it holds it: the stream whose bytes it has, a thread that
 * writes to it, a reader while it reads. It is used anew when nobody holds it any more, so that no
 * reader finds the bytes of another stream.
 */
final class Page {
  /** How many bytes a page takes. */
  static final int SIZE = 64 * 1024;

  private final Spool spool;
  private final SpoolFile file;
  private final long position;

  /** Guarded by the spool. */
  private int holders;

  Page(Spool spool, SpoolFile file, long position) {
    this.spool = spool;
    this.file = file;
    this.position = position;
  }

  void hold() {
    synchronized (spool) {
      holders++;
    }
  }

  void release() {
    synchronized (spool) {
      holders--;
      if (holders == 0) {
        spool.free(this, file);
      }
    }
  }

  /** Writes the bytes, which fit, and consumes them; bytes that were written before stay. */
  void write(int at, ByteBuffer bytes) throws IOException {
    file.write(position + at, bytes);
  }

  byte[] read(int at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.read(position + at, bytes);
    return bytes;
  }
}
