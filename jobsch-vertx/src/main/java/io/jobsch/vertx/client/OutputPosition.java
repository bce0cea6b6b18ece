package io.jobsch.vertx.client;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A place in what a command writes: behind the last byte that was passed on. */
final class OutputPosition implements Place<OutputPiece> {
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  /** No frame that a server sends is larger. */
  private static final int LONGEST = 16 << 20;

  private final String path;
  private final boolean follow;
  private long offset;
  private Buffer open = Buffer.buffer();

  /**
   * A place to begin at.
   *
   * @param offset how many bytes to skip; a negative one counts from the end
   */
  OutputPosition(OutputPlace place, long offset, boolean follow) {
    this.path =
        "/jobs/"
            + place.job().value()
            + "/output?framed=true&node="
            + Query.encoded(place.node().toString())
            + "&stream="
            + place.stream();
    this.offset = offset;
    this.follow = follow;
  }

  @Override
  public String path() {
    return path + "&offset=" + offset + (follow ? "&follow=true" : "");
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public boolean ends() {
    return true;
  }

  @Override
  public void restart() {
    open = Buffer.buffer();
  }

  @Override
  public List<OutputPiece> read(Buffer piece) {
    List<OutputPiece> pieces = new ArrayList<>();
    Buffer bytes = open.length() == 0 ? piece : open.appendBuffer(piece);
    int at = 0;
    while (bytes.length() - at >= HEAD) {
      int length = bytes.getInt(at + Long.BYTES);
      if (length < 0 || length > LONGEST || bytes.getLong(at) < 0) {
        throw new IllegalArgumentException("a frame of " + length + " bytes");
      }
      if (bytes.length() - at - HEAD < length) {
        break;
      }
      long start = bytes.getLong(at);
      at += HEAD + length;
      offset = start + length;
      if (length > 0) {
        pieces.add(new OutputPiece(start, bytes.getBuffer(at - length, at)));
      }
    }
    open = bytes.getBuffer(at, bytes.length());
    return pieces;
  }
}
