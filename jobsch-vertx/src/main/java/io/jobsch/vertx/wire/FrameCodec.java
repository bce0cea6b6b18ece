package io.jobsch.vertx.wire;

import io.vertx.core.buffer.Buffer;

/** Frames as bytes: control as a JSON object, output as it is behind a byte that no JSON has. */
public final class FrameCodec {
  private FrameCodec() {}

  private static boolean isText(Buffer bytes) {
    return bytes.length() > 0 && bytes.getByte(0) == '{';
  }

  /** The bytes of a frame. */
  public static Buffer encode(Frame frame) {
    return frame instanceof Frame.Output output
        ? OutputCodec.write(output)
        : ControlCodec.write(frame);
  }

  /**
   * The frame of some bytes.
   *
   * @throws BadFrameException if they are none, or of another version; the message says why
   */
  public static Frame decode(Buffer bytes) throws BadFrameException {
    if (bytes.length() == 0 || bytes.length() > Protocol.LARGEST_FRAME) {
      throw new BadFrameException("a frame of " + bytes.length() + " bytes");
    }
    if (isText(bytes)) {
      return ControlCodec.read(bytes);
    }
    if (bytes.getByte(0) != Protocol.VERSION) {
      throw new BadFrameException("expected a JSON object or an output frame of this version");
    }
    return OutputCodec.read(bytes);
  }
}
