package io.jobsch.vertx.http;

import io.jobsch.result.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An output of which some is missing and that does not change any more, with the line that stands
 * for what is missing as if the command had written it: byte for byte what a reader of the whole is
 * sent, so that any part of that can be read. Offsets count the bytes that are sent.
 */
final class MarkedOutput implements Output {
  private final Output output;
  private final byte[] marker;
  private final long head;

  /** Finds out where the bytes are missing, which reads from the disk. */
  MarkedOutput(Output output) {
    this.output = output;
    this.marker = Output.marker(output.missing()).getBytes(StandardCharsets.UTF_8);
    this.head = head(output);
  }

  /** How many bytes a reader of the whole is sent. */
  static long length(Output output) {
    long missing = output.missing();
    return output.written() - missing + (missing == 0 ? 0 : Output.marker(missing).length());
  }

  /** How many bytes are there before those that are missing. */
  private static long head(Output output) {
    long there = 0;
    long most = output.written() - output.missing();
    while (there < most) {
      long middle = there + (most - there + 1) / 2;
      if (isThere(output, middle - 1)) {
        there = middle;
      } else {
        most = middle - 1;
      }
    }
    return there;
  }

  private static boolean isThere(Output output, long place) {
    Slice slice = output.slice(place, 1);
    return slice.offset() == place && slice.bytes().length == 1;
  }

  @Override
  public long written() {
    return length(output);
  }

  @Override
  public long missing() {
    return 0;
  }

  @Override
  public Slice slice(long from, int most) {
    if (from < head) {
      return output.slice(from, (int) Math.min(most, head - from));
    }
    long markerEnd = head + marker.length;
    if (from < markerEnd) {
      int start = (int) (from - head);
      int end = (int) Math.min(marker.length, (long) start + most);
      return new Slice(from, Arrays.copyOfRange(marker, start, end));
    }
    long shift = output.missing() - marker.length;
    Slice slice = output.slice(from + shift, most);
    return new Slice(slice.offset() - shift, slice.bytes());
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    output.writeTo(target);
  }

  @Override
  public byte[] tail(int bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long at = Math.max(0, written() - bytes); at < written(); ) {
      byte[] some = slice(at, bytes).bytes();
      all.writeBytes(some);
      at += some.length;
    }
    return all.toByteArray();
  }
}
