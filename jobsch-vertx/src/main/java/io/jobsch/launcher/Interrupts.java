package io.jobsch.launcher;

import io.jobsch.JobHandle;
import io.jobsch.launcher.view.RunView;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happens at Ctrl-C, and when this process is told to end: first the job is cancelled, then it
 * is killed, then nothing is waited for any more. What is done is done before it is said, since
 * saying it may block. Where signals cannot be heard, the first one ends this process, and on the
 * way the scheduler ends the job.
 */
final class Interrupts {
  /** Those that ask a process to end. */
  static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final JobHandle job;
  private final RunView view;
  private final AtomicInteger count = new AtomicInteger();

  Interrupts(JobHandle job, RunView view) {
    this.job = job;
    this.view = view;
  }

  /** Listens from now on. */
  void listen() {
    SIGNALS.forEach(signal -> Signals.on(signal, this::interrupt));
  }

  /** Whether there was one. */
  boolean happened() {
    return count.get() > 0;
  }

  private void interrupt() {
    switch (count.incrementAndGet()) {
      case 1 -> {
        job.cancel();
        view.note("cancelling the job; a second Ctrl-C kills it at once");
      }
      case 2 -> {
        job.kill();
        view.note("killing the job");
      }
      default -> Runtime.getRuntime().halt(ExitCodes.CANCELLED);
    }
  }
}
