package io.jobsch.launcher;

import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Execute;
import io.jobsch.workers.ExitStatus;

/** What this program's own exit codes mean. */
final class ExitCodes {
  static final int SUCCEEDED = 0;
  static final int FAILED = 1;

  /** Nothing was run: the job or the command line makes no sense, or nobody can run it. */
  static final int REFUSED = 2;

  /**
   * The server cannot be reached, or not securely; or it does not know any more what became of the
   * job.
   */
  static final int UNREACHABLE = 69;

  /** Jobsch itself failed. */
  static final int INTERNAL = 70;

  /** The server cannot do it now, and may later. */
  static final int TRY_LATER = 75;

  /** What answers is no server of jobsch, or speaks another version of the API. */
  static final int OTHER_API = 76;

  /** The server does not let us in. */
  static final int NOT_LET_IN = 77;

  /** As {@code timeout} has it. */
  static final int TIMED_OUT = 124;

  /** As shells have it. */
  static final int NOT_EXECUTABLE = 126;

  /** As shells have it. */
  static final int NOT_FOUND = 127;

  /** As after Ctrl-C. */
  static final int CANCELLED = 130;

  /** As of a program in a pipe of which nobody reads the end. */
  static final int NOBODY_READS = 141;

  private ExitCodes() {}

  /** That of a job that is over. */
  static int of(JobResult result) {
    if (result.succeeded()) {
      return SUCCEEDED;
    }
    if (result.state() == JobState.CANCELLED) {
      return CANCELLED;
    }
    NodeResult root = result.root();
    if (root.state() == NodeState.TIMED_OUT) {
      return TIMED_OUT;
    }
    return root.spec() instanceof Execute ? ofCommand(root) : FAILED;
  }

  private static int ofCommand(NodeResult command) {
    return switch (command.reason().map(Reason::code).orElse(Reason.Code.LOST)) {
      case NOT_FOUND -> NOT_FOUND;
      case NOT_EXECUTABLE, START_ERROR -> NOT_EXECUTABLE;
      case EXITED, SIGNALLED -> own(command);
      case TIMED_OUT, LOST, UNKILLABLE, CANCELLED -> FAILED;
    };
  }

  private static int own(NodeResult command) {
    return command.command().flatMap(CommandResult::exit).map(ExitStatus::shellCode).orElse(FAILED);
  }
}
