package io.jobsch.engine;

import io.jobsch.workers.Epoch;
import java.time.Duration;
import java.util.Optional;

/**
 * What an engine must know beside what happens.
 *
 * @param epoch that under which it gives orders
 * @param killAllowance how long the kill of a process tree takes at most, on any worker
 * @param backstop how much longer than a timeout and a kill the engine waits for the end of a
 *     command before it counts it as unkillable, and quarantines its worker
 * @param reserveAfter a job that has waited longer than this has workers reserved for it, also
 *     where it shares them with a job before it for which some are reserved; empty to reserve for
 *     the first such job only
 */
public record EngineSettings(
    Epoch epoch, Duration killAllowance, Duration backstop, Optional<Duration> reserveAfter) {
  /** First epoch, 20 s for a kill, 10 s more, and no other reservation than for the first. */
  public static final EngineSettings DEFAULT =
      new EngineSettings(
          Epoch.FIRST, Duration.ofSeconds(20), Duration.ofSeconds(10), Optional.empty());

  /** The same for workers whose kills take that long. */
  public EngineSettings withKillAllowance(Duration longestKill) {
    return new EngineSettings(epoch, longestKill, backstop, reserveAfter);
  }

  /** The same with that bound on how long a job waits for a reservation; empty for none. */
  public EngineSettings withReserveAfter(Optional<Duration> waited) {
    return new EngineSettings(epoch, killAllowance, backstop, waited);
  }
}
