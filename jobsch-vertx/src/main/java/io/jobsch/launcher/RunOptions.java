package io.jobsch.launcher;

import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.json.Seconds;
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
  static final Words.Grammar GRAMMAR =
      new Words.Grammar(
          "jobsch run --help",
          List.of("--json", "--quiet"),
          List.of("--workers", "--role", "--workdir", "--timeout"));

  private static final String EXPECTED_FILE =
      "expected one job document (a file, or - for stdin), found ";

  /** No job has more roles, so that more workers would have nothing to do. */
  private static final int MOST_WORKERS = SpecLimits.DEFAULT.roles();

  static RunOptions parse(List<String> words) throws Refusal {
    Words options = Words.sort(words, GRAMMAR);
    return new RunOptions(
        file(options.operands()),
        OptionValues.workers(GRAMMAR, options, MOST_WORKERS),
        roles(options.all("--role")),
        workdir(options.last("--workdir")),
        options.has("--json"),
        options.has("--quiet"),
        OptionValues.seconds(GRAMMAR, options, "--timeout", Seconds::timeout));
  }

  private static String file(List<String> operands) throws Refusal {
    if (operands.size() != 1) {
      throw GRAMMAR.refusal(EXPECTED_FILE + (operands.isEmpty() ? "none" : operands));
    }
    if (operands.get(0).isEmpty()) {
      throw GRAMMAR.refusal(EXPECTED_FILE + "an empty name");
    }
    return operands.get(0);
  }

  private static Path workdir(Optional<String> value) throws Refusal {
    if (value.isPresent() && value.get().isEmpty()) {
      throw GRAMMAR.refusal("--workdir: expected a directory, found nothing");
    }
    return InputFile.path(value.orElse(""));
  }

  private static List<RolePattern> roles(List<String> values) throws Refusal {
    if (values.contains("")) {
      throw GRAMMAR.refusal("--role: expected a role or a pattern like 'server*', found nothing");
    }
    return values.stream().map(RolePattern::new).toList();
  }
}
