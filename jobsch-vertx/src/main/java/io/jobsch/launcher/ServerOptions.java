package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import io.jobsch.spec.json.Seconds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for with {@code jobsch server}. Knows nothing of what a server is made of, so that
 * a mistake is told before that is loaded.
 *
 * @param host where it listens
 * @param port on which port; 0 for any that is free
 * @param data the directory for what is kept on disk
 * @param localWorkers how many workers in the server's own process
 * @param workdir where those run their commands
 * @param lease how long a worker runs on without a sign of life from the server
 * @param grace how long a worker may be away before it is lost
 * @param maxJobs how many jobs it takes at a time
 * @param reserveAfter how long a job waits before workers are reserved for it, too
 * @param keepJobs how many jobs that are over it keeps
 * @param tokenFile the token of clients
 * @param workerTokenFile the token of workers
 * @param tlsCertificate what it proves its name with
 * @param tlsKey the key to that
 * @param insecurePlaintext whether it is to do without TLS, wherever it is
 * @param publicHosts names under which it is reached
 * @param json whether it tells where it listens as a document
 */
record ServerOptions(
    String host,
    int port,
    Optional<Path> data,
    int localWorkers,
    Path workdir,
    Duration lease,
    Duration grace,
    int maxJobs,
    Optional<Duration> reserveAfter,
    int keepJobs,
    Optional<Path> tokenFile,
    Optional<Path> workerTokenFile,
    Optional<Path> tlsCertificate,
    Optional<Path> tlsKey,
    boolean insecurePlaintext,
    List<String> publicHosts,
    boolean json) {
  static final Words.Grammar GRAMMAR =
      new Words.Grammar(
          "jobsch server --help",
          List.of("--insecure-plaintext", "--json"),
          List.of(
              "--host",
              "--port",
              "--data",
              "--local-workers",
              "--workdir",
              "--lease",
              "--grace",
              "--max-jobs",
              "--reserve-after",
              "--keep-jobs",
              "--token-file",
              "--worker-token-file",
              "--tls-cert",
              "--tls-key",
              "--public-host"));

  static ServerOptions parse(List<String> words) throws Refusal {
    Words options = Words.sort(words, GRAMMAR);
    if (!options.operands().isEmpty()) {
      throw GRAMMAR.refusal("expected options only, found " + options.operands());
    }
    if (options.has("--tls-cert") != options.has("--tls-key")) {
      throw GRAMMAR.refusal("expected --tls-cert and --tls-key, found only one of them");
    }
    return new ServerOptions(
        options.last("--host").orElse("127.0.0.1"),
        number(options, "--port", 0, 65_535, 8080),
        path(options, "--data"),
        number(options, "--local-workers", 0, 10_000, 0),
        path(options, "--workdir").orElse(Path.of("")),
        seconds(options, "--lease", 30),
        seconds(options, "--grace", 45),
        number(options, "--max-jobs", 1, 10_000_000, 100_000),
        OptionValues.reserveAfter(GRAMMAR, options),
        number(options, "--keep-jobs", 1, 1_000_000, 1_000),
        path(options, "--token-file"),
        path(options, "--worker-token-file"),
        path(options, "--tls-cert"),
        path(options, "--tls-key"),
        options.has("--insecure-plaintext"),
        options.all("--public-host"),
        options.has("--json"));
  }

  private static Optional<Path> path(Words options, String name) throws Refusal {
    Optional<String> value = options.last(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isEmpty()) {
      throw GRAMMAR.refusal(name + ": expected a path, found nothing");
    }
    return Optional.of(InputFile.path(value.get()));
  }

  private static Duration seconds(Words options, String name, int otherwise) throws Refusal {
    Optional<String> value = options.last(name);
    try {
      return value.map(Seconds::timeout).orElse(Duration.ofSeconds(otherwise));
    } catch (IllegalArgumentException e) {
      throw GRAMMAR.refusal(name + ": " + e.getMessage());
    }
  }

  private static int number(Words options, String name, int least, int most, int otherwise)
      throws Refusal {
    Optional<String> value = options.last(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw GRAMMAR.refusal(
        name
            + ": expected a whole number from "
            + least
            + " to "
            + most
            + ", found "
            + SpecRules.quoted(value.get()));
  }
}
