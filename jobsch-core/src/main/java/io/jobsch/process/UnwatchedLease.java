package io.jobsch.process;

import java.time.Duration;

/** A lease of a runner that cannot keep one by itself. */
record UnwatchedLease(ProcessRunner runner) implements ProcessLease {
  @Override
  public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
    return runner.start(launch, observer);
  }

  @Override
  public void renew(Duration length) {
    // Whoever renews it watches the clock.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
