package io.jobsch.launcher;

import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.Token;
import io.jobsch.vertx.http.TokenFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that a server is given: in files or in its environment, never on its command line,
 * which everybody on the machine can read.
 */
final class Tokens {
  private static final String CLIENT = "JOBSCH_TOKEN";
  private static final String WORKER = "JOBSCH_WORKER_TOKEN";

  private final Map<String, String> environment;

  Tokens(Map<String, String> environment) {
    this.environment = environment;
  }

  Access access(Optional<Path> clientFile, Optional<Path> workerFile) throws Refusal {
    Optional<Token> client = token("--token-file", clientFile, CLIENT);
    Optional<Token> worker = token("--worker-token-file", workerFile, WORKER);
    try {
      return new Access(client, worker);
    } catch (IllegalArgumentException e) {
      throw Refusal.because("--token-file, --worker-token-file: " + e.getMessage());
    }
  }

  /** The workers' token as text, for a worker that has to present it. */
  Optional<String> workerText(Optional<Path> file) throws Refusal {
    return text(file, WORKER);
  }

  /** The clients' token as text, for a client that has to present it. */
  Optional<String> clientText(Optional<Path> file) throws Refusal {
    return text(file, CLIENT);
  }

  private Optional<String> text(Optional<Path> file, String variable) throws Refusal {
    try {
      Optional<String> text =
          file.map(TokenFile::text).or(() -> Optional.ofNullable(environment.get(variable)));
      text.ifPresent(Token::of);
      return text;
    } catch (IllegalArgumentException e) {
      throw Refusal.because((file.isPresent() ? "--token-file" : variable) + ": " + e.getMessage());
    }
  }

  /** The file goes before the variable. An empty variable is a mistake, not the lack of one. */
  private Optional<Token> token(String option, Optional<Path> file, String variable)
      throws Refusal {
    String source = file.isPresent() ? option : variable;
    try {
      return file.map(TokenFile::read)
          .or(() -> Optional.ofNullable(environment.get(variable)).map(Token::of));
    } catch (IllegalArgumentException e) {
      throw Refusal.because(source + ": " + e.getMessage());
    }
  }
}
