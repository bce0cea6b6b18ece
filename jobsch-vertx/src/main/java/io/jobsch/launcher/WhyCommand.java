package io.jobsch.launcher;

import io.jobsch.plan.JobId;
import io.jobsch.result.Reason;
import io.jobsch.vertx.client.RemoteJob;
import java.util.LinkedHashSet;

/** {@code jobsch why}: why a job waits, or ended as it did. */
final class WhyCommand {
  private WhyCommand() {}

  static int run(Asking asking) throws Refusal {
    JobId id = asking.job(asking.operand("one job"));
    RemoteJob job = asking.server().get(asking.server().client().get(id));
    asking.tell(job.state() + ": " + text(job), () -> Documents.why(job));
    return asking.console().exitCode();
  }

  private static String text(RemoteJob job) {
    return job.waiting()
        .or(() -> job.reason().map(Reason::toString))
        .orElseGet(
            () ->
                switch (job.state()) {
                  case QUEUED -> "it is about to start";
                  case SUCCEEDED -> "all of its commands did";
                  default ->
                      "it waits for nothing; it runs on "
                          + String.join(
                              ", ",
                              new LinkedHashSet<>(
                                  job.workers().values().stream().map(Object::toString).toList()));
                });
  }
}
