package io.jobsch.launcher;

import java.util.List;

/** Something is not done, and this is why. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final transient List<String> lines;

  /** For these reasons, each a line that says what is wrong and where. */
  Refusal(List<String> lines) {
    this(ExitCodes.REFUSED, lines);
  }

  /** The same, and the program ends with that code. */
  Refusal(int exitCode, List<String> lines) {
    super(String.join("\n", lines));
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  /** For one reason. */
  static Refusal because(String line) {
    return new Refusal(List.of("jobsch: " + line));
  }

  /** The command line makes no sense; the command that says what would is named. */
  static Refusal usage(String problem, String help) {
    return new Refusal(
        List.of("jobsch: " + problem, "jobsch: \"" + help + "\" tells what can be said"));
  }

  int exitCode() {
    return exitCode;
  }

  List<String> lines() {
    return lines;
  }
}
