package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream to its end, and keeps the last of it. */
final class TailOf implements Runnable {
  private static final int KEPT = 4 * 1024;

  private final InputStream stream;
  private byte[] tail = new byte[0];

  TailOf(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public void run() {
    byte[] chunk = new byte[KEPT];
    try {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        append(chunk, n);
      }
    } catch (IOException closed) {
      // What there was is kept.
    }
  }

  private synchronized void append(byte[] chunk, int length) {
    byte[] both = Arrays.copyOf(tail, tail.length + length);
    System.arraycopy(chunk, 0, both, tail.length, length);
    tail = Arrays.copyOfRange(both, Math.max(0, both.length - KEPT), both.length);
  }

  /** What it has read last, at most 4 KiB, without the white space around it. */
  synchronized String text() {
    return new String(tail, UTF_8).strip();
  }
}
