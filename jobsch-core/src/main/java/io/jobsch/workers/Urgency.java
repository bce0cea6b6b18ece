package io.jobsch.workers;

/** How a process tree is stopped. */
public enum Urgency {
  /** TERM, time to end in peace, then KILL. */
  GRACEFUL,
  /** KILL. */
  AT_ONCE
}
