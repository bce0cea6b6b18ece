package io.jobsch.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs so that they can be signalled also where whoever started the build ignores
 * signals, as {@code nohup} does, and a shell for what it runs in the background: that is handed on
 * from parent to child.
 */
final class DefaultSignals {
  /** HUP, INT and TERM, as the system's masks have them. */
  private static final long MASK = 1 | 1 << 1 | 1 << 14;

  /** Python ignores some by itself, which is not for others either. */
  private static final String BECOME =
      """
      import os, signal, sys
      for name in "HUP", "INT", "TERM", "PIPE", "XFSZ":
          signal.signal(getattr(signal, "SIG" + name), signal.SIG_DFL)
      os.execvp(sys.argv[1], sys.argv[1:])
      """;

  private static final boolean IGNORED = (ignored() & MASK) != 0;

  private DefaultSignals() {}

  /** The same program; where need be, another one that becomes it. */
  static List<String> with(List<String> argv) {
    return IGNORED ? reset(argv) : argv;
  }

  static List<String> reset(List<String> argv) {
    List<String> becoming = new ArrayList<>(List.of("python3", "-c", BECOME));
    becoming.addAll(argv);
    return becoming;
  }

  private static long ignored() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
