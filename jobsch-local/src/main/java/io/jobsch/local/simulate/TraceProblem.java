package io.jobsch.local.simulate;

import io.jobsch.spec.Position;

/**
 * One thing that is wrong with the text of a trace.
 *
 * @param position where
 * @param message what was expected, and what was found instead; in a job, after its place
 */
public record TraceProblem(Position position, String message) {
  /** {@code line:column message}. */
  @Override
  public String toString() {
    return position + " " + message;
  }
}
