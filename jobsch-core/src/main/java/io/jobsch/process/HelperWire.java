package io.jobsch.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * The frames between us and the helper, as {@code wire.h} has them. All numbers are little-endian,
 * all times nanoseconds.
 */
final class HelperWire {
  static final int VERSION = 1;
  static final int HEADER = 16;

  /** No frame from the helper is longer. */
  static final int LONGEST_ANSWER = HEADER + 64 * 1024;

  static final int STARTED = 17;
  static final int OUTPUT = 18;
  static final int ENDED = 19;
  static final int LEFT = 20;
  static final int BYE = 21;

  /** Their number of a kill's grace that means the command's own. */
  static final long OWN_GRACE = -1;

  /** Their number of a lease's time that means that nobody holds it any more. */
  static final long FORGET = -1;

  private static final int HELLO = 1;
  private static final int START = 2;
  private static final int KILL = 3;
  private static final int CREDIT = 4;
  private static final int LEASE = 5;
  private static final int CLOSE = 6;

  private static final int NUMBER_FRAME = HEADER + Long.BYTES;
  private static final int START_FRAME = HEADER + 3 * Long.BYTES + 4 * Integer.BYTES;
  private static final long NEVER = -1;

  /** More than any system takes as arguments and environment: Linux has 6 MiB at most. */
  private static final int LONGEST_START = 8 * 1024 * 1024;

  private HelperWire() {}

  static byte[] hello() {
    return header(HEADER, HELLO, 0, VERSION).array();
  }

  /**
   * The order to start a command.
   *
   * @param lease the number of the lease under which it runs; 0 for none
   * @param credit how many bytes of each stream may come before there is more credit
   */
  static byte[] start(long id, CommandLaunch launch, Tag tag, int lease, int credit)
      throws CannotStart {
    Texts texts = new Texts(launch);
    texts.add(launch.cwd().toString());
    launch.argv().forEach(texts::add);
    for (Map.Entry<String, String> variable : launch.env().entrySet()) {
      texts.add(variable.getKey() + "=" + variable.getValue());
    }
    texts.add(tag.variable() + "=1");
    byte[] bytes = texts.bytes();
    return header(START_FRAME + bytes.length, START, 0, id)
        .putLong(launch.timeout().map(Nanos::of).orElse(NEVER))
        .putLong(Nanos.of(launch.killing().grace()))
        .putLong(Nanos.of(launch.killing().bound()))
        .putInt(lease)
        .putInt(credit)
        .putInt(launch.argv().size())
        .putInt(launch.env().size() + 1)
        .put(bytes)
        .array();
  }

  static byte[] kill(long id, int cause, long grace) {
    return number(KILL, cause, id, grace);
  }

  static byte[] credit(long id, int stream, long bytes) {
    return number(CREDIT, stream, id, bytes);
  }

  static byte[] lease(int lease, long nanos) {
    return number(LEASE, 0, lease, nanos);
  }

  static byte[] close(long grace) {
    return number(CLOSE, 0, 0, grace);
  }

  private static byte[] number(int type, int detail, long id, long number) {
    return header(NUMBER_FRAME, type, detail, id).putLong(number).array();
  }

  private static ByteBuffer header(int length, int type, int detail, long id) {
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .put((byte) type)
        .put((byte) detail)
        .putShort((short) 0)
        .putLong(id);
  }

  /** What a command is given, each text ended by a NUL. */
  private static final class Texts {
    private final CommandLaunch launch;
    private final Charset charset = charset();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);

    Texts(CommandLaunch launch) throws CannotStart {
      this.launch = launch;
      NativeText.check(launch, charset);
    }

    /** A locale that has no more than ASCII says nothing about the rest. */
    private static Charset charset() {
      Charset ofLocale = NativeText.charset();
      return ofLocale.equals(US_ASCII) ? UTF_8 : ofLocale;
    }

    void add(String text) {
      bytes.writeBytes(text.getBytes(charset));
      bytes.write(0);
    }

    byte[] bytes() throws CannotStart {
      if (bytes.size() > LONGEST_START) {
        throw StartRefusal.tooLong(launch);
      }
      return bytes.toByteArray();
    }
  }
}
