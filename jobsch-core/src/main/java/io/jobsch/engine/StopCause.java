package io.jobsch.engine;

/** Why what runs is stopped before its end. */
public enum StopCause {
  /** Somebody asked for it. */
  CANCEL,
  /** A group has taken as long as it may. */
  TIMEOUT,
  /** Another command of the job is lost. */
  LOSS
}
