package io.jobsch.local;

import io.jobsch.result.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a store should hold of a stream, worked out from all that was written to it. */
final class ExpectedOutput {
  private final int limit;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private int firstGap = Integer.MAX_VALUE;
  private int lastGapEnd;

  ExpectedOutput(int limit) {
    this.limit = limit;
  }

  void append(byte[] bytes) {
    all.writeBytes(bytes);
  }

  void skip(int bytes) {
    firstGap = Math.min(firstGap, written());
    all.writeBytes(new byte[bytes]);
    lastGapEnd = written();
  }

  int written() {
    return all.size();
  }

  private int headEnd() {
    return Math.min(limit / 2, Math.min(firstGap, written()));
  }

  private int tailStart() {
    return Math.max(Math.max(headEnd(), lastGapEnd), written() - (limit - headEnd()));
  }

  int missing() {
    return tailStart() - headEnd();
  }

  byte[] bytes() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    kept.write(all.toByteArray(), 0, headEnd());
    if (missing() > 0) {
      kept.writeBytes(Output.marker(missing()).getBytes(StandardCharsets.UTF_8));
    }
    kept.write(all.toByteArray(), tailStart(), written() - tailStart());
    return kept.toByteArray();
  }

  byte[] tail(int bytes) {
    int from = missing() > 0 ? tailStart() : 0;
    return Arrays.copyOfRange(all.toByteArray(), Math.max(from, written() - bytes), written());
  }
}
