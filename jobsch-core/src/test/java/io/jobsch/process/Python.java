package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The interpreter itself: what is first on the path may be a script that finds it, and slow. */
final class Python {
  static final String EXECUTABLE = find();

  private Python() {}

  private static String find() {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
      return new String(python.getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("these tests need python3", e);
    }
  }
}
