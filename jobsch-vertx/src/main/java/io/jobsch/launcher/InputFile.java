package io.jobsch.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that the command line names. */
final class InputFile {
  private static final String STDIN = "-";

  private InputFile() {}

  /** What a file holds. */
  @FunctionalInterface
  interface Content<T> {
    /**
     * Reads it.
     *
     * @param label what the file is called in messages
     */
    T read(String label, InputStream text) throws IOException, Refusal;
  }

  /**
   * Reads one.
   *
   * @param name a file, or {@code -} for stdin
   * @param what it should be, for messages: a job document
   * @throws Refusal if it cannot be read
   */
  static <T> T read(String name, String what, Content<T> content) throws Refusal {
    try {
      if (name.equals(STDIN)) {
        return content.read("<stdin>", System.in);
      }
      Path path = path(name);
      if (Files.isDirectory(path)) {
        throw Refusal.because(
            name + ": expected " + what + ", found a directory; give the path of a file");
      }
      try (InputStream file = Files.newInputStream(path)) {
        return content.read(name, file);
      }
    } catch (NoSuchFileException e) {
      throw Refusal.because(
          name + ": there is no such file; give the path of " + what + ", or - for stdin");
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
}
