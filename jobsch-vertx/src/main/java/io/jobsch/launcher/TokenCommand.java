package io.jobsch.launcher;

import io.jobsch.vertx.http.Token;
import java.util.List;

/** {@code jobsch token}: a new token. */
final class TokenCommand {
  static final String HELP =
      """
      Usage: jobsch token [--json]

      Prints a new token of 256 random bits, for --token-file or --worker-token-file of
      "jobsch server". Keep it where others cannot read it:

        (umask 077; jobsch token > client.token)

      With --json it prints {"token": "..."}.
      """;

  static final Words.Grammar GRAMMAR =
      new Words.Grammar("jobsch token --help", List.of("--json"), List.of());

  private TokenCommand() {}

  /** A line with a token. */
  static String run(List<String> words) throws Refusal {
    Words options = Words.sort(words, GRAMMAR);
    if (!options.operands().isEmpty()) {
      throw GRAMMAR.refusal("expected nothing behind token, found " + options.operands());
    }
    String token = Token.random();
    return (options.has("--json") ? Documents.token(token) : token) + "\n";
  }
}
