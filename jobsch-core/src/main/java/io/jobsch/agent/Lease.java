package io.jobsch.agent;

import io.jobsch.spi.Timers;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a worker may run on without hearing from its scheduler. It counts from the last renewal,
 * and runs out once; renewed again, it counts anew.
 */
final class Lease {
  private final Timers timers;
  private final Duration length;
  private final Runnable ranOut;
  private Optional<Timers.Timer> timer = Optional.empty();
  private long until;

  Lease(Timers timers, Duration length, Runnable ranOut) {
    this.timers = timers;
    this.length = length;
    this.ranOut = ranOut;
  }

  void renew() {
    renewUntil(timers.ticks() + length.toNanos());
  }

  /** From now on it runs out then, which may be sooner than it would have. */
  synchronized void renewUntil(long ticks) {
    end();
    until = ticks;
    timer = Optional.of(timers.at(ticks, ranOut));
  }

  /** Whether it has run out since it was last renewed. */
  synchronized boolean isOut() {
    return timer.isPresent() && timers.ticks() >= until;
  }

  synchronized void end() {
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
  }
}
