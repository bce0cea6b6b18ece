package io.jobsch.spec.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is published beside the code. */
final class Docs {
  private Docs() {}

  /** Tests run in the directory of the module, and in some editors in the one above. */
  static String text(String name) {
    Path file = Path.of("docs", name);
    try {
      return Files.readString(Files.exists(file) ? file : Path.of("..").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
