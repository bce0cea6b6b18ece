package io.jobsch.result;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.util.Optional;

/**
 * What a command has beyond what every node has.
 *
 * @param role who plays it
 * @param worker on whom it runs, once the job's workers are allocated
 * @param attempt how often it was started
 * @param exit how its own process ended, where that is known
 * @param stdout what it wrote there
 * @param stderr what it wrote there
 */
public record CommandResult(
    RoleName role,
    Optional<WorkerId> worker,
    int attempt,
    Optional<ExitStatus> exit,
    Output stdout,
    Output stderr) {
  /** One of its two streams. */
  public Output output(StreamName stream) {
    return stream == StreamName.STDOUT ? stdout : stderr;
  }
}
