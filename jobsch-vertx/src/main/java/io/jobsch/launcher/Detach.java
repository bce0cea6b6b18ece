package io.jobsch.launcher;

import io.jobsch.launcher.view.RunView;
import io.jobsch.launcher.view.Shown;
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

  /** A second one waits for no terminal. */
  void interrupt() {
    if (count.incrementAndGet() == 1) {
      view.close();
      view.note(
          "job "
              + job.value()
              + " goes on; \"jobsch logs -f "
              + Shown.shortId(job)
              + "\" follows it again, \"jobsch cancel "
              + Shown.shortId(job)
              + "\" stops it");
    }
    Runtime.getRuntime().halt(ExitCodes.CANCELLED);
  }
}
