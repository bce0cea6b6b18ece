package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted;

/** Why a command was not started. */
final class CannotStart extends Exception {
  private static final long serialVersionUID = 1;

  private final NotStarted.Kind kind;

  CannotStart(NotStarted.Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  NotStarted ending() {
    return new NotStarted(kind, String.valueOf(getMessage()));
  }
}
