package io.jobsch.vertx.worker;

import java.nio.ByteBuffer;

/**
 * Consecutive bytes of a stream, by their offset; grows at the end up to a size, and is cut at the
 * beginning. One thread.
 */
final class Ring {
  private static final int SMALLEST = 4 * 1024;

  private final int most;
  private byte[] bytes = {};
  private long from;
  private long end;

  /** An empty one for so many bytes. */
  Ring(int most) {
    this.most = most;
  }

  long from() {
    return from;
  }

  long end() {
    return end;
  }

  int room() {
    return most - (int) (end - from);
  }

  /** Begins anew behind a gap; what it holds is dropped. */
  void startAt(long offset) {
    from = offset;
    end = offset;
  }

  /** Adds as much as there is room for, and consumes that. */
  void add(ByteBuffer source) {
    int count = Math.min(room(), source.remaining());
    ensure((int) (end - from) + count);
    for (int left = count; left > 0; ) {
      int at = (int) (end % bytes.length);
      int here = Math.min(left, bytes.length - at);
      source.get(bytes, at, here);
      end += here;
      left -= here;
    }
  }

  private void ensure(int needed) {
    if (needed <= bytes.length) {
      return;
    }
    byte[] held = read(from, (int) (end - from));
    bytes = new byte[Math.min(most, Math.max(SMALLEST, Math.max(needed, 2 * bytes.length)))];
    long last = end;
    end = from;
    addAll(held);
    assert end == last;
  }

  private void addAll(byte[] held) {
    for (int done = 0; done < held.length; ) {
      int at = (int) (end % bytes.length);
      int here = Math.min(held.length - done, bytes.length - at);
      System.arraycopy(held, done, bytes, at, here);
      end += here;
      done += here;
    }
  }

  /** A copy of so many bytes from there on, which are all there. */
  byte[] read(long offset, int count) {
    byte[] copy = new byte[count];
    for (int done = 0; done < count; ) {
      int at = (int) ((offset + done) % bytes.length);
      int here = Math.min(count - done, bytes.length - at);
      System.arraycopy(bytes, at, copy, done, here);
      done += here;
    }
    return copy;
  }

  /** Drops all before that offset. */
  void cutTo(long offset) {
    from = Math.max(from, Math.min(offset, end));
  }
}
