package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import io.jobsch.spec.json.Seconds;
import io.jobsch.workers.RolePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for with {@code jobsch worker}. Knows nothing of what a worker is made of, so that
 * a mistake is told before that is loaded.
 *
 * @param scheduler the server's URL
 * @param name the worker's
 * @param slots how many workers
 * @param workdir where they run commands
 * @param roles the roles that they play; every role, if there are none
 * @param drainTimeout how long what runs may take when they are told to end
 * @param tokenFile the workers' token
 * @param caFile certificates that are trusted
 * @param insecurePlaintext whether it is to do without TLS, wherever the server is
 * @param json whether it tells that it is connected as a document
 */
record WorkerArguments(
    String scheduler,
    String name,
    int slots,
    Path workdir,
    List<RolePattern> roles,
    Duration drainTimeout,
    Optional<Path> tokenFile,
    Optional<Path> caFile,
    boolean insecurePlaintext,
    boolean json) {
  static final String SCHEDULER_VARIABLE = "JOBSCH_SCHEDULER";

  static final Words.Grammar GRAMMAR =
      new Words.Grammar(
          "jobsch worker --help",
          List.of("--insecure-plaintext", "--json"),
          List.of(
              "--scheduler",
              "--name",
              "--slots",
              "--workdir",
              "--role",
              "--drain-timeout",
              "--token-file",
              "--ca-file"));

  private static final int MOST_SLOTS = 1_000;
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(60);

  static WorkerArguments parse(List<String> words, Map<String, String> environment) throws Refusal {
    Words options = Words.sort(words, GRAMMAR);
    if (!options.operands().isEmpty()) {
      throw GRAMMAR.refusal("expected options only, found " + options.operands());
    }
    return new WorkerArguments(
        scheduler(options, environment),
        name(options),
        slots(options),
        path(options, "--workdir").orElse(Path.of("")),
        roles(options),
        drainTimeout(options),
        path(options, "--token-file"),
        path(options, "--ca-file"),
        options.has("--insecure-plaintext"),
        options.has("--json"));
  }

  private static String scheduler(Words options, Map<String, String> environment) throws Refusal {
    return options
        .last("--scheduler")
        .or(() -> Optional.ofNullable(environment.get(SCHEDULER_VARIABLE)))
        .orElseThrow(
            () ->
                GRAMMAR.refusal(
                    "--scheduler: expected the URL of a server, as in http://127.0.0.1:8080,"
                        + " found nothing"));
  }

  private static String name(Words options) throws Refusal {
    String name = options.last("--name").orElse("");
    if (name.isBlank()) {
      throw GRAMMAR.refusal("--name: expected a name for the worker, found nothing");
    }
    return name;
  }

  private static int slots(Words options) throws Refusal {
    Optional<String> value = options.last("--slots");
    if (value.isEmpty()) {
      return 1;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= 1 && number <= MOST_SLOTS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw GRAMMAR.refusal(
        "--slots: expected a whole number from 1 to "
            + MOST_SLOTS
            + ", found "
            + SpecRules.quoted(value.get()));
  }

  private static List<RolePattern> roles(Words options) throws Refusal {
    List<String> values = options.all("--role");
    if (values.contains("")) {
      throw GRAMMAR.refusal("--role: expected a role or a pattern like 'server*', found nothing");
    }
    return values.stream().map(RolePattern::new).toList();
  }

  private static Duration drainTimeout(Words options) throws Refusal {
    Optional<String> value = options.last("--drain-timeout");
    if (value.isEmpty()) {
      return DRAIN_TIMEOUT;
    }
    if (value.get().equals("0")) {
      return Duration.ZERO;
    }
    try {
      return Seconds.timeout(value.get());
    } catch (IllegalArgumentException e) {
      throw GRAMMAR.refusal("--drain-timeout: " + e.getMessage());
    }
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
}
