package io.jobsch.vertx.wire;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Output frames: some numbers and names, then bytes as they are. */
final class OutputCodec {
  private static final int JOB_BYTES = 16;

  private OutputCodec() {}

  static Buffer write(Frame.Output frame) {
    Head head = frame.head();
    Buffer buffer =
        Buffer.buffer(160 + frame.bytes().length())
            .appendByte((byte) Protocol.VERSION)
            .appendByte((byte) frame.stream().ordinal());
    append(buffer, head.worker().value());
    append(buffer, head.incarnation().value());
    append(buffer, head.session());
    return buffer
        .appendLong(head.epoch().number())
        .appendBytes(HexFormat.of().parseHex(frame.attempt().job().value()))
        .appendInt(frame.attempt().node())
        .appendInt(frame.attempt().number())
        .appendLong(frame.base())
        .appendLong(frame.offset())
        .appendBuffer(frame.bytes());
  }

  private static void append(Buffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.appendUnsignedShort(bytes.length).appendBytes(bytes);
  }

  static Frame.Output read(Buffer bytes) throws BadFrameException {
    try {
      return new Cursor(bytes).frame();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadFrameException("an output frame that is cut short or holds no numbers");
    }
  }

  private static final class Cursor {
    private final Buffer bytes;
    private int at = 1;

    Cursor(Buffer bytes) {
      this.bytes = bytes;
    }

    Frame.Output frame() throws BadFrameException {
      StreamName stream = StreamName.values()[bytes.getUnsignedByte(at++)];
      WorkerId worker = new WorkerId(text());
      Incarnation incarnation = new Incarnation(text());
      String session = text();
      Head head = new Head(worker, incarnation, new Epoch(number()), session);
      AttemptId attempt = attempt();
      long base = number();
      long offset = number();
      Buffer content = bytes.getBuffer(at, bytes.length());
      if (base < 0 || offset < base || content.length() == 0) {
        throw new BadFrameException(
            "an output frame with " + content.length() + " bytes at " + offset + " from " + base);
      }
      return new Frame.Output(head, attempt, stream, base, offset, content);
    }

    private AttemptId attempt() {
      String job = HexFormat.of().formatHex(bytes.getBytes(at, at + JOB_BYTES));
      at += JOB_BYTES;
      int node = bytes.getInt(at);
      int number = bytes.getInt(at + Integer.BYTES);
      at += 2 * Integer.BYTES;
      return new AttemptId(new JobId(job), node, number);
    }

    private long number() {
      long number = bytes.getLong(at);
      at += Long.BYTES;
      return number;
    }

    private String text() {
      int length = bytes.getUnsignedShort(at);
      at += Short.BYTES;
      String text = bytes.getString(at, at + length);
      at += length;
      return text;
    }
  }
}
