package io.jobsch.engine;

import io.jobsch.plan.PlanNode;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecRules;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.WorkerId;

/** The words in which the engine says why something ended as it did. */
final class Reasons {
  private Reasons() {}

  static Reason exited(Pointer node, ExitStatus status) {
    return status instanceof ExitStatus.Signal
        ? new Reason(Reason.Code.SIGNALLED, node, "ended by " + status)
        : new Reason(Reason.Code.EXITED, node, status.toString());
  }

  static Reason notStarted(Pointer node, Ending.NotStarted ending) {
    Reason.Code code =
        switch (ending.kind()) {
          case NOT_FOUND -> Reason.Code.NOT_FOUND;
          case NOT_EXECUTABLE -> Reason.Code.NOT_EXECUTABLE;
          case SYSTEM -> Reason.Code.START_ERROR;
          case REFUSED -> Reason.Code.LOST;
        };
    return new Reason(code, node, ending.message());
  }

  static Reason timedOut(PlanNode node) {
    return new Reason(
        Reason.Code.TIMED_OUT,
        node.pointer(),
        "took longer than its timeout of "
            + SpecRules.seconds(node.timeout().orElseThrow())
            + " s");
  }

  static Reason unkillable(Pointer node, WorkerId worker, Ending.Unkillable ending) {
    return new Reason(
        Reason.Code.UNKILLABLE,
        node,
        "still there after KILL on " + worker + ": " + String.join(", ", ending.survivors()));
  }

  static Reason silent(Pointer node, WorkerId worker) {
    return new Reason(
        Reason.Code.UNKILLABLE,
        node,
        worker + " did not say in time that what it was to kill is gone");
  }

  static Reason lost(Pointer node, String why) {
    return new Reason(Reason.Code.LOST, node, why);
  }

  static Reason cancelled(String why) {
    return new Reason(Reason.Code.CANCELLED, Pointer.ROOT, why);
  }
}
