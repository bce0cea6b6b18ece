package io.jobsch.launcher;

import io.jobsch.launcher.view.RunView;
import io.jobsch.plan.JobId;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C does to a command that looks at a job on a server: the command ends, the job goes on.
 * Whoever wants the job to end says so.
 */
final class Detach {
  private final JobId job;
  private final RunView view;
  private final AtomicInteger count = new AtomicInteger();

  Detach(JobId job, RunView view) {
    this.job = job;
    this.view = view;
  }

  /** Listens from now on. */
  void listen() {
    Interrupts.SIGNALS.forEach(signal -> Signals.on(signal, this::interrupt));
  }

  /** A second one waits for no terminal. */
  private void interrupt() {
    if (count.incrementAndGet() == 1) {
      view.close();
      view.note(
          "job "
              + job.value()
              + " goes on; \"jobsch logs -f "
              + job.value()
              + "\" follows it again, \"jobsch cancel "
              + job.value()
              + "\" stops it");
    }
    Runtime.getRuntime().halt(ExitCodes.CANCELLED);
  }
}
