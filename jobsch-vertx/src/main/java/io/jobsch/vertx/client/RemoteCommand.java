package io.jobsch.vertx.client;

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
 * @param stdout how much it wrote there
 * @param stderr how much it wrote there
 */
public record RemoteCommand(
    RoleName role,
    Optional<WorkerId> worker,
    int attempt,
    Optional<ExitStatus> exit,
    OutputSize stdout,
    OutputSize stderr) {
  /** One of its two streams. */
  public OutputSize output(StreamName stream) {
    return stream == StreamName.STDOUT ? stdout : stderr;
  }
}
