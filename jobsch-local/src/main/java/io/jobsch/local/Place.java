package io.jobsch.local;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the next bytes of a run go. Written to without any lock, by one thread. */
sealed interface Place extends AutoCloseable {
  /** How many bytes it takes. */
  int size();

  /** Writes the bytes, which fit, and consumes them. */
  void write(ByteBuffer bytes) throws IOException;

  /** Gives it back, whether something was written or not. */
  @Override
  void close();

  /**
   * Behind what a run has in the heap.
   *
   * @param heap the run's
   * @param at where
   * @param size see {@link Place#size}
   */
  record InHeap(byte[] heap, int at, int size) implements Place {
    @Override
    public void write(ByteBuffer bytes) {
      bytes.get(heap, at, bytes.remaining());
    }

    @Override
    public void close() {}
  }

  /**
   * In a page, which the place holds.
   *
   * @param page whole or in part unused
   * @param before what the run had in the heap until now, and the page begins with
   * @param at where what is new begins
   */
  record OnPage(Page page, ByteBuffer before, int at) implements Place {
    @Override
    public int size() {
      return Page.SIZE - at;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      if (before.hasRemaining()) {
        page.write(0, before);
      }
      page.write(at, bytes);
    }

    @Override
    public void close() {
      page.release();
    }
  }
}
