package io.jobsch.spec.json;

import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecRules;
import io.jobsch.spec.SpecSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the values of fields. Each method reads the one that begins at the current token, to its
 * end, and answers with nothing or with less than all where it has found a problem.
 */
final class Values {
  private final Tokens tokens;
  private final Problems problems;
  private final SpecLimits limits;

  Values(Tokens tokens, Problems problems, SpecLimits limits) {
    this.tokens = tokens;
    this.problems = problems;
    this.limits = limits;
  }

  /** Where the current token is, by that name. */
  Place at(Pointer pointer) {
    return new Place(pointer, tokens.offset());
  }

  /** Reports what stands here instead of what should, and passes over it. */
  void unexpected(Place at, String message) {
    problems.add(at, message);
    tokens.skip();
  }

  Optional<NodeType> type(Place at) {
    if (!tokens.isString()) {
      unexpected(at, NodeType.expected(tokens.found()));
      return Optional.empty();
    }
    String word = tokens.text();
    Optional<NodeType> type = NodeType.of(word);
    if (type.isEmpty()) {
      problems.add(at, NodeType.expected(tokens.found()) + Spelling.hint(word, NodeType.words()));
    }
    return type;
  }

  Optional<String> nonEmptyText(Place at) {
    Optional<String> value = string(at);
    return value.isPresent() && passes(at, SpecRules.nonEmptyText(value.get()))
        ? value
        : Optional.empty();
  }

  Optional<Duration> timeout(Place at) {
    if (!tokens.isNumber()) {
      unexpected(at, SpecRules.notATimeout(tokens.found()));
      return Optional.empty();
    }
    JsonNumber seconds = JsonNumber.of(tokens.text());
    Optional<Duration> timeout = Seconds.timeout(seconds);
    if (timeout.isEmpty()) {
      problems.add(at, Seconds.problem(seconds, tokens.found()));
    }
    return timeout;
  }

  Optional<Duration> secondsWithin(Place at, Duration latest) {
    Optional<Duration> value =
        tokens.isNumber() ? Seconds.within(JsonNumber.of(tokens.text()), latest) : Optional.empty();
    if (value.isEmpty()) {
      unexpected(at, SpecRules.notWithin(latest, tokens.found()));
    }
    return value;
  }

  OptionalInt exitCode(Place at) {
    OptionalInt value = wholeInt();
    if (value.isEmpty()
        || value.getAsInt() < 0
        || value.getAsInt() > RecordedJob.Course.HIGHEST_EXIT_CODE) {
      unexpected(at, RecordedJob.notAnExitCode(tokens.found()));
      return OptionalInt.empty();
    }
    return value;
  }

  OptionalInt priority(Place at) {
    OptionalInt value = wholeInt();
    if (value.isEmpty()) {
      unexpected(at, SpecRules.notAPriority(tokens.found()));
    }
    return value;
  }

  OptionalInt maxParallel(Place at) {
    OptionalInt value = wholeInt();
    if (value.isEmpty() || SpecRules.maxParallel(value.getAsInt()).isPresent()) {
      unexpected(at, SpecRules.notAMaxParallel(tokens.found()));
      return OptionalInt.empty();
    }
    return value;
  }

  private OptionalInt wholeInt() {
    return tokens.isNumber() ? JsonNumber.of(tokens.text()).toInt() : OptionalInt.empty();
  }

  Map<String, String> env(Place at) {
    Map<String, String> env = new LinkedHashMap<>();
    if (!tokens.isObject()) {
      unexpected(at, "expected an object of variables, found " + tokens.found());
      return env;
    }
    Set<String> names = new HashSet<>();
    while (tokens.nextKey()) {
      String name = tokens.text();
      Place key = at(at.pointer().child(name));
      tokens.next();
      if (names.add(name)) {
        checkName(key, name);
        text(at(key.pointer())).ifPresent(value -> env.put(name, value));
      } else {
        unexpected(key, "expected each variable once, found another " + SpecRules.quoted(name));
      }
    }
    return env;
  }

  private void checkName(Place key, String name) {
    problems.add(key, SpecSize.string(name, limits));
    problems.add(key, SpecRules.environmentName(name));
  }

  Optional<Command> command(Place at) {
    if (tokens.isArray()) {
      return argv(at);
    }
    if (tokens.isString()) {
      return nonEmptyText(at).map(Command.Shell::new);
    }
    unexpected(at, "expected a list of strings or a string, found " + tokens.found());
    return Optional.empty();
  }

  private Optional<Command> argv(Place at) {
    List<String> words = new ArrayList<>();
    int count = 0;
    for (; tokens.nextElement(); count++) {
      Place place = at(at.pointer().child(count));
      Optional<String> word = count == 0 ? nonEmptyText(place) : text(place);
      if (word.isPresent()) {
        words.add(word.get());
      }
    }
    problems.add(at, SpecRules.commandWords(count));
    return count > 0 && words.size() == count
        ? Optional.of(new Command.Argv(words))
        : Optional.empty();
  }

  private Optional<String> text(Place at) {
    Optional<String> value = string(at);
    return value.isPresent() && passes(at, SpecRules.text(value.get())) ? value : Optional.empty();
  }

  private Optional<String> string(Place at) {
    if (!tokens.isString()) {
      unexpected(at, "expected a string, found " + tokens.found());
      return Optional.empty();
    }
    String value = tokens.text();
    return passes(at, SpecSize.string(value, limits)) ? Optional.of(value) : Optional.empty();
  }

  private boolean passes(Place at, Optional<String> problem) {
    problems.add(at, problem);
    return problem.isEmpty();
  }
}
