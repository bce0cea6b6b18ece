package io.jobsch.vertx.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A token in a file of its own. */
public final class TokenFile {
  /** Nothing longer is a token. */
  private static final int MOST_BYTES = 4096;

  private TokenFile() {}

  /**
   * The token that a file holds, and at most line ends behind it. Blocks.
   *
   * @throws IllegalArgumentException if it cannot be read, or holds no token
   */
  public static Token read(Path file) {
    return Token.of(text(file));
  }

  /**
   * The same as text, for who has to present it.
   *
   * @throws IllegalArgumentException if it cannot be read, or holds no token
   */
  public static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("expected a token, found a large file");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing();
      Token.of(text);
      return text;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          file + ": there is no such file; \"jobsch token > " + file + "\" makes one", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
