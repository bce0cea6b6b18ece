package io.jobsch.workers;

import java.util.Locale;

/** What a worker is about, as others see it. */
public enum WorkerState {
  /** It could be given work. */
  IDLE,
  /** It plays a role of a job. */
  BUSY,
  /** It ends what it still runs and nobody wants any more; until then it gets no work. */
  CLEANING,
  /** Something lives on it that should be dead; it gets no work in this life. */
  QUARANTINED,
  /** It is not connected any more, and what it ran is lost. */
  GONE;

  /** As documents write it: {@code idle}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
