package io.jobsch.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a command wrote to one of its streams, as far as it is kept: all of it, or its beginning and
 * its end. May be read from any thread, and as often as one likes.
 */
public interface Output {
  /** Nothing was written. */
  Output EMPTY =
      new Output() {
        @Override
        public long written() {
          return 0;
        }

        @Override
        public long missing() {
          return 0;
        }

        @Override
        public void writeTo(OutputStream target) {}

        @Override
        public byte[] tail(int bytes) {
          return new byte[0];
        }

        @Override
        public Slice slice(long from, int most) {
          return new Slice(from, new byte[0]);
        }
      };

  /** How many bytes the command wrote. */
  long written();

  /** How many of them, from the middle, were not kept; 0 if all are here. */
  long missing();

  /**
   * Copies what is kept. Where bytes are missing, a line stands for them that says how many; see
   * {@link #marker}.
   */
  void writeTo(OutputStream target) throws IOException;

  /** The last bytes of what was written, as many as asked for or as there are. */
  byte[] tail(int bytes);

  /**
   * Some of what was written, from a place on. Reads no further than to the next gap, so that who
   * goes on behind each slice comes to see all that is kept, and knows what is not.
   *
   * @param from how many bytes were written before, 0 or more
   * @param most how many bytes are wanted at most, 1 or more
   * @return nothing, if no byte behind that place is there yet
   */
  Slice slice(long from, int most);

  /**
   * Consecutive bytes of an output.
   *
   * @param offset how many bytes were written before them; where that is more than was asked for,
   *     what lies between is missing
   * @param bytes those that are kept from there on
   */
  record Slice(long offset, byte[] bytes) {
    /** Where the next slice begins. */
    public long end() {
      return offset + bytes.length;
    }
  }

  /** What {@link #writeTo} writes. */
  default byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      writeTo(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  /** {@link #bytes} as UTF-8; what is not UTF-8 is shown as U+FFFD. */
  default String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The line that stands for missing bytes. */
  static String marker(long missing) {
    return "\n[jobsch: " + missing + " bytes are missing here]\n";
  }
}
