package io.jobsch.launcher;

import io.jobsch.vertx.client.JobschClient;
import io.jobsch.workers.WorkerId;

/** {@code jobsch drain}: has a worker take no new job, or take jobs again. */
final class DrainCommand {
  private DrainCommand() {}

  static int run(Asking asking) throws Refusal {
    String name = asking.operand("the name of a worker");
    if (name.isBlank()) {
      throw asking.grammar().refusal("expected the name of a worker, found an empty one");
    }
    WorkerId worker = new WorkerId(name);
    boolean undo = asking.words().has("--undo");
    JobschClient client = asking.server().client();
    asking.server().get(undo ? client.undrain(worker) : client.drain(worker));
    String text =
        undo
            ? worker + " takes jobs again"
            : worker + " takes no new job, and does what its job still wants of it";
    asking.tell(text, () -> Documents.drain(worker, !undo));
    return asking.console().exitCode();
  }
}
