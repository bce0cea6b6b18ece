package io.jobsch.agent;

import io.jobsch.process.CommandLaunch;
import io.jobsch.process.CommandObserver;
import io.jobsch.process.ProcessLease;
import io.jobsch.process.RunningCommand;
import io.jobsch.spi.Timers;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a worker may run on without hearing from its scheduler. It counts from the last renewal,
 * and runs out once; renewed again, it counts anew. The runner keeps it, too, if it can: it may be
 * able to do so when this process is stopped.
 */
final class Lease {
  private final Timers timers;
  private final Duration length;
  private final Runnable ranOut;
  private final ProcessLease ofRunner;
  private Optional<Timers.Timer> timer = Optional.empty();
  private long until;

  Lease(Timers timers, Duration length, Runnable ranOut, ProcessLease ofRunner) {
    this.timers = timers;
    this.length = length;
    this.ranOut = ranOut;
    this.ofRunner = ofRunner;
  }

  RunningCommand start(CommandLaunch launch, CommandObserver observer) {
    return ofRunner.start(launch, observer);
  }

  void renew() {
    long ticks = timers.ticks();
    long most = Long.MAX_VALUE - ticks;
    renewUntil(length.compareTo(Duration.ofNanos(most)) < 0 ? ticks + length.toNanos() : most);
  }

  /** From now on it runs out then, which may be sooner than it would have. */
  synchronized void renewUntil(long ticks) {
    cancel();
    until = ticks;
    timer = Optional.of(timers.at(ticks, ranOut));
    ofRunner.renew(Duration.ofNanos(Math.max(0, ticks - timers.ticks())));
  }

  /** Whether it has run out since it was last renewed. */
  synchronized boolean isOut() {
    return timer.isPresent() && timers.ticks() >= until;
  }

  synchronized void end() {
    cancel();
    ofRunner.close();
  }

  private void cancel() {
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
  }
}
