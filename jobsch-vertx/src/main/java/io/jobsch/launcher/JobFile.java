package io.jobsch.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a job document.
 *
 * @param label what it is called in messages
 * @param bytes what is in it
 */
record JobFile(String label, byte[] bytes) {
  private static final String STDIN = "-";

  /**
   * Reads one.
   *
   * @param name a file, or {@code -} for stdin
   * @param most how many bytes it may have
   * @throws Refusal if it cannot be read
   */
  static JobFile read(String name, int most) throws Refusal {
    try {
      if (name.equals(STDIN)) {
        return read("<stdin>", System.in, most);
      }
      Path path = path(name);
      if (Files.isDirectory(path)) {
        throw Refusal.because(
            name + ": expected a job document, found a directory; give the path of a file");
      }
      try (InputStream file = Files.newInputStream(path)) {
        return read(name, file, most);
      }
    } catch (NoSuchFileException e) {
      throw Refusal.because(
          name + ": there is no such file; give the path of a job document, or - for stdin");
    } catch (AccessDeniedException e) {
      throw Refusal.because(name + ": this user may not read it");
    } catch (IOException e) {
      throw Refusal.because(name + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * The file or directory of that name.
   *
   * @throws Refusal if Java has no way to name it
   */
  static Path path(String name) throws Refusal {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw Refusal.because(
          name + ": this locale has no such characters; set LC_ALL=C.UTF-8, or rename it");
    }
  }

  private static JobFile read(String label, InputStream text, int most)
      throws IOException, Refusal {
    byte[] bytes = text.readNBytes(most + 1);
    if (bytes.length > most) {
      throw Refusal.because(label + ": expected a job document of at most " + most + " bytes");
    }
    return new JobFile(label, bytes);
  }
}
