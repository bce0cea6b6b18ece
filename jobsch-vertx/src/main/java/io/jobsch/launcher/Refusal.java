package io.jobsch.launcher;

import io.jobsch.spec.SpecProblem;
import java.util.List;
import java.util.OptionalInt;

/** Something is not done, and this is why. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final transient List<String> lines;
  private final transient Kind kind;

  /**
   * What programs are told beside the lines.
   *
   * @param code what kind of failure, in a word that stays: a problem's of the server, or one of
   *     this program's
   * @param status the status of HTTP, if it was the server that said no
   * @param problems what is wrong with a job document
   */
  record Kind(String code, OptionalInt status, List<SpecProblem> problems) {
    static final Kind REFUSED = named("refused");
    static final Kind USAGE = named("usage");

    static Kind named(String code) {
      return new Kind(code, OptionalInt.empty(), List.of());
    }
  }

  /** For these reasons, each a line that says what is wrong and where. */
  Refusal(List<String> lines) {
    this(ExitCodes.REFUSED, lines, Kind.REFUSED);
  }

  /** The same, and the program ends with that code. */
  Refusal(int exitCode, List<String> lines, Kind kind) {
    super(String.join("\n", lines));
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
    this.kind = kind;
  }

  /** For one reason. */
  static Refusal because(String line) {
    return new Refusal(List.of("jobsch: " + line));
  }

  /** The command line makes no sense; the command that says what would is named. */
  static Refusal usage(String problem, String help) {
    return new Refusal(
        ExitCodes.REFUSED,
        List.of("jobsch: " + problem, "jobsch: \"" + help + "\" tells what can be said"),
        Kind.USAGE);
  }

  /** A job document makes no sense. */
  static Refusal invalid(List<String> lines, List<SpecProblem> problems) {
    return new Refusal(
        ExitCodes.REFUSED, lines, new Kind("invalid-job", OptionalInt.empty(), problems));
  }

  /** The same, and the program ends with another code. */
  Refusal ending(int otherCode) {
    return new Refusal(otherCode, lines, kind);
  }

  int exitCode() {
    return exitCode;
  }

  List<String> lines() {
    return lines;
  }

  Kind kind() {
    return kind;
  }
}
