package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import io.jobsch.workers.RolePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked for with {@code jobsch run}.
 *
 * @param file the job document; {@code -} is stdin
 * @param workers how many workers; as many as the job has roles, where it is not given
 * @param roles the roles that the workers play; every role, if there are none
 * @param workdir where the commands run
 * @param json whether the result is wanted as a document
 * @param quiet whether only what the commands write is wanted
 * @param timeout how long the job may take, beside what it says itself
 */
record RunOptions(
    String file,
    OptionalInt workers,
    List<RolePattern> roles,
    Path workdir,
    boolean json,
    boolean quiet,
    Optional<Duration> timeout) {
  private static final Words.Grammar GRAMMAR =
      new Words.Grammar(
          "jobsch run --help",
          List.of("--json", "--quiet"),
          List.of("--workers", "--role", "--workdir", "--timeout"));

  static RunOptions parse(List<String> words) throws Refusal {
    Words options = Words.sort(words, GRAMMAR);
    if (options.operands().size() != 1) {
      throw GRAMMAR.refusal(
          "expected one job document (a file, or - for stdin), found "
              + (options.operands().isEmpty() ? "none" : options.operands()));
    }
    return new RunOptions(
        options.operands().get(0),
        OptionValues.workers(GRAMMAR, options),
        roles(options.all("--role")),
        InputFile.path(options.last("--workdir").orElse("")),
        options.has("--json"),
        options.has("--quiet"),
        timeout(options));
  }

  private static List<RolePattern> roles(List<String> values) throws Refusal {
    if (values.contains("")) {
      throw GRAMMAR.refusal("--role: expected a role or a pattern like 'server*', found nothing");
    }
    return values.stream().map(RolePattern::new).toList();
  }

  private static Optional<Duration> timeout(Words options) throws Refusal {
    return OptionValues.seconds(GRAMMAR, options, "--timeout", "above 0", SpecRules::timeout);
  }
}
