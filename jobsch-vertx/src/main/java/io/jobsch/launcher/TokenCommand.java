package io.jobsch.launcher;

import io.jobsch.vertx.http.Token;
import java.util.List;

/** {@code jobsch token}: a new token. */
final class TokenCommand {
  static final String HELP =
      """
      Usage: jobsch token

      Prints a new token of 256 random bits, for --token-file or --worker-token-file of
      "jobsch server". Keep it where others cannot read it:

        (umask 077; jobsch token > client.token)
      """;

  private TokenCommand() {}

  /** A line with a token. */
  static String run(List<String> words) throws Refusal {
    if (!words.isEmpty()) {
      throw Refusal.usage("expected nothing behind token, found " + words, "jobsch token --help");
    }
    return Token.random() + "\n";
  }
}
