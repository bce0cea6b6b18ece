package io.jobsch.launcher;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;

/** {@code jobsch cancel}: stops jobs. */
final class CancelCommand {
  private CancelCommand() {}

  /** One that cannot be stopped does not keep the others from it. */
  static int run(Asking asking) throws Refusal {
    if (asking.words().operands().isEmpty()) {
      throw asking.grammar().refusal("expected one or more jobs, found nothing");
    }
    int exitCode = ExitCodes.SUCCEEDED;
    for (String word : asking.words().operands()) {
      try {
        cancel(asking, asking.job(word));
      } catch (Refusal e) {
        asking.console().refuse(e, asking.json());
        exitCode = Math.max(exitCode, e.exitCode());
      }
    }
    return exitCode == ExitCodes.SUCCEEDED ? asking.console().exitCode() : exitCode;
  }

  private static void cancel(Asking asking, JobId job) throws Refusal {
    JobState state = asking.server().get(asking.server().client().cancel(job));
    asking.tell(job.value() + " " + state, () -> Documents.cancelled(job, state));
  }
}
