package io.jobsch.process;

/** A {@link LineChild} gave no answer, and will not give one to another question either. */
public final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  NoAnswerException(String message) {
    super(message);
  }
}
