package io.jobsch.workers;

import java.util.Locale;

/** One of the two streams that a command writes. */
public enum StreamName {
  /** Standard output. */
  STDOUT,
  /** Standard error. */
  STDERR;

  /** {@code stdout} or {@code stderr}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
