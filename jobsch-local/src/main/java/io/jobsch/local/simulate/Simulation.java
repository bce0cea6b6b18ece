package io.jobsch.local.simulate;

import java.time.Duration;
import java.util.Optional;

/**
 * What a workload is played on: workers each of which suits every role, and the engine of
 * production in virtual time. Commands begin when they are ordered and end when their time is over,
 * killed at their timeout if that comes first; to be killed takes no time. All that happens at one
 * instant is one batch of events.
 *
 * <pre>{@code
 * Figures figures = new Simulation(256).replay(StandardWorkload.read(file)).figures();
 * }</pre>
 *
 * @param workers how many; from 1 to {@link #MOST_WORKERS}
 * @param reserveAfter a job that has waited longer has workers reserved for it, beside the first
 *     that waits, for which there always are; empty for no such bound
 */
public record Simulation(int workers, Optional<Duration> reserveAfter) {
  /** The most workers that there may be. */
  public static final int MOST_WORKERS = 1_000_000;

  /** Checks both. */
  public Simulation {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "workers: expected from 1 to " + MOST_WORKERS + ", found " + workers);
    }
    reserveAfter
        .filter(Duration::isNegative)
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("reserveAfter: expected 0 or more, found " + it);
            });
  }

  /** So many workers, and no bound after which workers are reserved. */
  public Simulation(int workers) {
    this(workers, Optional.empty());
  }

  /**
   * Plays a workload from its first job to the end of its last, on the calling thread. Equal
   * workloads give equal replays. Jobs with more roles than there are workers are skipped.
   *
   * @throws ArithmeticException if it takes longer than virtual time lasts, which is 292 years
   */
  public Replay replay(Trace trace) {
    return new Performance(this, trace).play();
  }
}
