package io.jobsch.process;

/** The signals that a kill needs, in the order in which those of one round are sent. */
enum KillSignal {
  TERM,
  /** After TERM: a stopped process cannot react to anything but KILL. */
  CONT,
  STOP,
  KILL
}
