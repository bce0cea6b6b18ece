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
  /** A problem of a job that was built, not read. */
  public SpecProblem(Pointer pointer, String message) {
    this(pointer, message, Optional.empty());
  }

  /**
   * {@code pointer: message}, as in {@code /work/2/timeout: expected ...}; in one line, whatever
   * control characters the pointer holds.
   */
  @Override
  public String toString() {
    return SpecRules.escaped(pointer.toString()) + ": " + message;
  }
}
