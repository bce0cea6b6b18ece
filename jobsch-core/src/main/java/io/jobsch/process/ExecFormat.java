package io.jobsch.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises files that the kernel cannot execute. The C library hands such a file to the shell, as
 * it may be a script without a first line that says so; with a picture or a program of another
 * machine the shell then does whatever it happens to read there.
 */
final class ExecFormat {
  /** Other formats that this machine has been taught. */
  private static final File TAUGHT = new File("/proc/sys/fs/binfmt_misc");

  private static final int HEAD = 256;

  /** An absolute one, of which we know the end. */
  private static final Pattern INTERPRETER =
      Pattern.compile("#![ \\t]*(/[^ \\t\\n\\x00]+)[ \\t\\n]");

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final int ELF_CLASS = 4;
  private static final int ELF_BYTE_ORDER = 5;
  private static final int ELF_MACHINE = 18;
  private static final int ELF_MACHINE_END = 20;
  private static final byte ELF_32_BIT = 1;

  /** A program of this machine: the one that runs us. Absent where it does not show itself. */
  private static final Optional<byte[]> OURS = ourselves();

  private ExecFormat() {}

  /** Whether the file is surely neither a program of this machine nor a script. */
  static boolean isForeign(Path file) {
    try {
      return OURS.isPresent() && isForeign(head(file), OURS.get()) && !isTaughtOthers();
    } catch (IOException unknown) {
      // It may be executed, and not be read.
      return false;
    }
  }

  static boolean isForeign(byte[] head, byte[] ours) {
    return isElf(head) ? isOtherMachine(head, ours) : firstLineHasNul(head);
  }

  /** Whether it is a script whose first line asks for a program that is surely not there. */
  static boolean lacksInterpreter(Path file) {
    try {
      Matcher asked = INTERPRETER.matcher(new String(head(file), ISO_8859_1));
      return asked.lookingAt() && Files.notExists(Path.of(asked.group(1)));
    } catch (IOException | InvalidPathException unknown) {
      return false;
    }
  }

  private static boolean isElf(byte[] head) {
    return head.length >= ELF.length && Arrays.equals(head, 0, ELF.length, ELF, 0, ELF.length);
  }

  private static boolean isOtherMachine(byte[] head, byte[] ours) {
    if (head.length < ELF_MACHINE_END) {
      return true;
    }
    // Many 64-bit machines run the 32-bit programs of their forebears.
    return head[ELF_CLASS] != ELF_32_BIT
        && (head[ELF_BYTE_ORDER] != ours[ELF_BYTE_ORDER]
            || !Arrays.equals(
                head, ELF_MACHINE, ELF_MACHINE_END, ours, ELF_MACHINE, ELF_MACHINE_END));
  }

  private static boolean firstLineHasNul(byte[] head) {
    for (byte each : head) {
      if (each == '\n') {
        return false;
      }
      if (each == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTaughtOthers() {
    String[] formats =
        TAUGHT.list((dir, name) -> !name.equals("register") && !name.equals("status"));
    return formats != null && formats.length > 0;
  }

  private static Optional<byte[]> ourselves() {
    try {
      return Optional.of(head(Path.of("/proc/self/exe")));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }
}
