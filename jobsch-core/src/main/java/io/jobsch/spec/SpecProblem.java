package io.jobsch.spec;

import java.util.Optional;

/**
 * One thing that is wrong with a job document, in words that its author can act on.
 *
 * @param pointer where it is; an unknown field is named by its own place, a missing one by the
 *     object that lacks it
 * @param message what was expected, and what was found instead
 * @param position where that is in the text, if the job was read from a text
 */
public record SpecProblem(Pointer pointer, String message, Optional<Position> position) {
  private static final String NOT_JSON = "not JSON";

  /** A problem of a job that was built, not read. */
  public SpecProblem(Pointer pointer, String message) {
    this(pointer, message, Optional.empty());
  }

  /**
   * A text ceases to be JSON there. No pointer leads there, so the message says the position, too.
   *
   * @param why what was expected, and what was found instead
   */
  public static String notJson(Position position, String why) {
    return notJsonAt(position) + ": " + why;
  }

  private static String notJsonAt(Position position) {
    return NOT_JSON + " at " + position.inWords();
  }

  /** As {@link #toString}, for those who say the position themselves: it is not said twice. */
  public String besideItsPosition() {
    Optional<String> said = position.map(SpecProblem::notJsonAt).filter(message::startsWith);
    return pointerAnd(said.map(at -> NOT_JSON + message.substring(at.length())).orElse(message));
  }

  private String pointerAnd(String words) {
    return SpecRules.escaped(pointer.toString()) + ": " + words;
  }

  /**
   * {@code pointer: message}, as in {@code /work/2/timeout: expected ...}; in one line, whatever
   * control characters the pointer holds.
   */
  @Override
  public String toString() {
    return pointerAnd(message);
  }
}
