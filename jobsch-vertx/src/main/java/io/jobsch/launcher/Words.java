package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a command line, sorted. By hand, since a library for it costs a quarter of the time
 * that a small job takes.
 *
 * @param options in the order in which they were given
 * @param operands what is no option
 */
record Words(List<Option> options, List<String> operands) {
  /**
   * An option with its value.
   *
   * @param name with its dashes
   * @param value empty for one that takes none
   */
  record Option(String name, String value) {}

  /**
   * Which options a command has.
   *
   * @param help the command line that tells more about it
   * @param flags options that take no value
   * @param valued options that take one
   */
  record Grammar(String help, List<String> flags, List<String> valued) {
    Refusal refusal(String problem) {
      return Refusal.usage(problem, help);
    }

    private String all() {
      return Stream.concat(valued.stream(), flags.stream()).collect(Collectors.joining(", "));
    }
  }

  /**
   * Sorts words. A value follows its option as a word of its own or after an equals sign; what
   * follows {@code --} is no option, nor is a lone dash.
   */
  static Words sort(List<String> words, Grammar grammar) throws Refusal {
    List<Option> options = new ArrayList<>();
    List<String> operands = new ArrayList<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--")) {
        rest.forEachRemaining(operands::add);
      } else if (!word.startsWith("-") || word.equals("-")) {
        operands.add(word);
      } else {
        options.add(option(word, rest, grammar));
      }
    }
    return new Words(List.copyOf(options), List.copyOf(operands));
  }

  private static Option option(String word, Iterator<String> rest, Grammar grammar) throws Refusal {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (grammar.flags.contains(word)) {
      return new Option(word, "");
    }
    if (grammar.flags.contains(name)) {
      throw grammar.refusal(name + ": expected no value, found " + SpecRules.quoted(word));
    }
    if (!grammar.valued.contains(name)) {
      throw grammar.refusal(
          "expected one of " + grammar.all() + ", found " + SpecRules.quoted(word));
    }
    if (equals >= 0) {
      return new Option(name, word.substring(equals + 1));
    }
    if (!rest.hasNext()) {
      throw grammar.refusal(name + ": expected a value after it");
    }
    return new Option(name, rest.next());
  }

  boolean has(String name) {
    return options.stream().anyMatch(option -> option.name.equals(name));
  }

  /** The values of an option that may be given more than once. */
  List<String> all(String name) {
    return options.stream().filter(option -> option.name.equals(name)).map(Option::value).toList();
  }

  /** The value of an option; the last one, if it was given more than once. */
  Optional<String> last(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }
}
