package io.jobsch.launcher;

import io.jobsch.plan.JobId;
import io.jobsch.spec.SpecRules;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All that a command which asks a server is given.
 *
 * @param server the server
 * @param words what was said
 * @param grammar what can be said
 * @param console where it writes
 * @param environment the variables of this process
 */
record Asking(
    Server server,
    Words words,
    Words.Grammar grammar,
    Console console,
    Map<String, String> environment) {
  boolean json() {
    return words.has("--json");
  }

  /** The one operand that there is to be. */
  String operand(String expected) throws Refusal {
    List<String> operands = words.operands();
    if (operands.size() != 1) {
      throw grammar.refusal(
          "expected " + expected + ", found " + (operands.isEmpty() ? "nothing" : operands));
    }
    return operands.get(0);
  }

  void noOperands() throws Refusal {
    if (!words.operands().isEmpty()) {
      throw grammar.refusal("expected options only, found " + words.operands());
    }
  }

  /** The job that a word means. */
  JobId job(String word) throws Refusal {
    return new JobNames(server, last()).find(word);
  }

  LastJob last() {
    return new LastJob(environment, server.url());
  }

  int number(String option, int usual, int most) throws Refusal {
    String value = words.last(option).orElse(Integer.toString(usual));
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw grammar.refusal(
        option
            + ": expected a whole number from 1 to "
            + most
            + ", found "
            + SpecRules.quoted(value));
  }

  /** One of some values, as they print. */
  <T> T oneOf(String option, String value, List<T> allowed) throws Refusal {
    for (T each : allowed) {
      if (each.toString().equals(value)) {
        return each;
      }
    }
    throw grammar.refusal(
        option
            + ": expected one of "
            + String.join(", ", allowed.stream().map(Object::toString).toList())
            + ", found "
            + SpecRules.quoted(value));
  }

  /** Prints a document of the server's, in one line. */
  int document(String path) throws Refusal {
    console.document(server.get(server.client().document(path)));
    return console.exitCode();
  }

  /** Prints a line for people, or a document for programs. */
  void tell(String line, Supplier<String> document) {
    if (json()) {
      console.document(document.get());
    } else {
      console.out().line(line);
    }
  }
}
