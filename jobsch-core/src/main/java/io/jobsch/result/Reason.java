package io.jobsch.result;

import io.jobsch.spec.Pointer;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a node or a job ended as it did.
 *
 * @param code what kind of thing happened
 * @param node where it happened first; for a skipped node, the one that kept it from running
 * @param message the same for people, without the node
 */
public record Reason(Code code, Pointer node, String message) {
  /** What kinds of thing happen. */
  public enum Code {
    /** A command ended with an exit code other than 0. */
    EXITED,
    /** A signal ended a command that nobody here had sent. */
    SIGNALLED,
    /**
     * A command could not be started: no such program. In documents a start error like the others.
     */
    NOT_FOUND("start_error"),
    /** A command could not be started: the program cannot be executed. The same in documents. */
    NOT_EXECUTABLE("start_error"),
    /** A command could not be started for another reason. */
    START_ERROR,
    /** A timeout ran out. */
    TIMED_OUT,
    /** A worker is gone, and its commands with it. */
    LOST,
    /** What was to be killed is still there. */
    UNKILLABLE,
    /** Somebody asked for it. */
    CANCELLED;

    private final String text;

    Code() {
      text = name().toLowerCase(Locale.ROOT);
    }

    Code(String text) {
      this.text = text;
    }

    /**
     * What documents say beside {@code start_error}, where it is known: {@code not_found} or {@code
     * not_executable}.
     */
    public Optional<String> cause() {
      String own = name().toLowerCase(Locale.ROOT);
      return own.equals(text) ? Optional.empty() : Optional.of(own);
    }

    /** As documents write it: {@code timed_out}. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether processes may be left, or at least nobody can say that they are gone. */
  public boolean isGrave() {
    return code == Code.LOST || code == Code.UNKILLABLE;
  }

  /** {@code /work/1: exit code 3}. */
  @Override
  public String toString() {
    return (node.depth() == 0 ? "the job" : node) + ": " + message;
  }
}
