package io.jobsch.launcher;

import io.jobsch.launcher.view.JobPicture;
import io.jobsch.plan.JobId;
import io.jobsch.vertx.client.RemoteJob;
import java.time.Instant;

/** {@code jobsch show}: how a job stands. */
final class ShowCommand {
  private ShowCommand() {}

  static int run(Asking asking) throws Refusal {
    JobId id = asking.job(asking.operand("one job"));
    if (asking.json()) {
      return asking.document("/jobs/" + id.value());
    }
    RemoteJob job = asking.server().get(asking.server().client().get(id));
    RemoteResult result = new RemoteResult(asking.server(), job);
    JobPicture picture = new JobPicture(result.plan(), asking.console().looks());
    asking.console().out().write(picture.of(result.result(), job.waiting(), Instant.now()));
    return asking.console().exitCode();
  }
}
