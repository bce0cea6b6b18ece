package io.jobsch.workers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a worker is about, as others see it. */
public enum WorkerState {
  /** It could be given work. */
  IDLE,
  /** It plays a role of a job. */
  BUSY,
  /** It ends what it still runs and nobody wants any more; until then it gets no work. */
  CLEANING,
  /**
   * It takes no new role. What its job still wants of it, it does: then that job and its role are
   * told beside.
   */
  DRAINING,
  /** Something lives on it that should be dead; it gets no work in this life. */
  QUARANTINED,
  /** It is not connected any more, and what it ran is lost. */
  GONE;

  /** The state that documents write so; empty if there is none. */
  public static Optional<WorkerState> named(String word) {
    return Stream.of(values()).filter(state -> state.toString().equals(word)).findFirst();
  }

  /** As documents write it: {@code idle}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
