package io.jobsch.launcher;

import io.jobsch.vertx.client.ClientOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The options by which a command finds its server: the same for all commands that ask one. */
final class ServerArguments {
  static final String DEFAULT = "http://127.0.0.1:8080";

  private static final List<String> FLAGS = List.of("--insecure-plaintext", "--json");
  private static final List<String> VALUED = List.of("--scheduler", "--token-file", "--ca-file");

  private ServerArguments() {}

  /** What can be said to a command, these options included. */
  static Words.Grammar grammar(String command, List<String> flags, List<String> valued) {
    return new Words.Grammar(
        "jobsch " + command + " --help",
        Stream.concat(flags.stream(), FLAGS.stream()).toList(),
        Stream.concat(valued.stream(), VALUED.stream()).toList());
  }

  /** Where the server is, and how it is talked to. */
  static ClientOptions options(Words words, Map<String, String> environment) throws Refusal {
    Optional<Path> caFile = path(words, "--ca-file");
    if (caFile.filter(file -> !Files.isReadable(file)).isPresent()) {
      throw Refusal.because(
          "--ca-file " + caFile.get() + ": there is no such file that can be read");
    }
    ClientOptions options = to(words, environment);
    Optional<String> token = new Tokens(environment).clientText(path(words, "--token-file"));
    options = token.isPresent() ? options.withToken(token.get()) : options;
    options = caFile.isPresent() ? options.withCaFile(caFile.get()) : options;
    options = words.has("--insecure-plaintext") ? options.withInsecurePlaintext() : options;
    Optional<String> danger = options.danger();
    if (danger.isPresent()) {
      throw Refusal.because(danger.get());
    }
    return options;
  }

  private static ClientOptions to(Words words, Map<String, String> environment) throws Refusal {
    Optional<String> given = words.last("--scheduler");
    String variable = environment.getOrDefault(WorkerArguments.SCHEDULER_VARIABLE, "");
    String url = given.orElse(variable.isEmpty() ? DEFAULT : variable);
    try {
      return ClientOptions.to(new URI(url));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw Refusal.because(
          (given.isPresent() || variable.isEmpty()
                  ? "--scheduler"
                  : WorkerArguments.SCHEDULER_VARIABLE)
              + ": expected a URL like "
              + DEFAULT
              + ", found "
              + url);
    }
  }

  private static Optional<Path> path(Words words, String option) throws Refusal {
    Optional<String> value = words.last(option);
    if (value.filter(String::isEmpty).isPresent()) {
      throw Refusal.because(option + ": expected a file, found nothing");
    }
    return value.isPresent() ? Optional.of(InputFile.path(value.get())) : Optional.empty();
  }
}
