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

  Lease(Timers timers, Duration length, Runnable ranOut) {
    this.timers = timers;
    this.length = length;
    this.ranOut = ranOut;
  }

  synchronized void renew() {
    end();
    timer = Optional.of(timers.in(length, ranOut));
  }

  synchronized void end() {
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
  }
}
