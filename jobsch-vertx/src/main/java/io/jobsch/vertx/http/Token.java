package io.jobsch.vertx.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that says who somebody is. Compared in a time that tells nothing of it, and not shown
 * where it might be printed.
 */
public final class Token {
  /** The shortest that is not guessed. */
  public static final int SHORTEST = 32;

  private static final int RANDOM_BYTES = 32;

  private final byte[] digest;

  private Token(String value) {
    this.digest = digest(value);
  }

  /**
   * The token of that text.
   *
   * @throws IllegalArgumentException if it has fewer than {@link #SHORTEST} characters, or one that
   *     is not a visible character of ASCII; the message does not show it
   */
  public static Token of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a token of at least " + SHORTEST + " characters, found nothing");
    }
    if (value.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "expected a token of at least " + SHORTEST + " characters, found " + value.length());
    }
    if (!value.chars().allMatch(each -> each > ' ' && each <= '~')) {
      throw new IllegalArgumentException(
          "expected a token of visible ASCII characters, found another character in it");
    }
    return new Token(value);
  }

  /** The text of a new one: 256 random bits. */
  public static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether it is the token of that text. */
  boolean is(String presented) {
    return MessageDigest.isEqual(digest, digest(presented));
  }

  /** Whether both are the same. */
  public boolean isSameAs(Token other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  /** Digests have one length, so that the comparison does not tell that of the token. */
  private static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "(a token)";
  }
}
