package io.jobsch.vertx.client;

import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a node stands on a server.
 *
 * @param pointer its name
 * @param spec what its author wrote; of a command also the role that it inherited
 * @param state where it stands
 * @param reason why it ended as it did, unless it succeeded
 * @param startedAt when it was decided to start it
 * @param finishedAt when it ended
 * @param command more about a command; empty for a group
 * @param work how a group's parts stand; empty for a command
 */
public record RemoteNode(
    Pointer pointer,
    JobSpec spec,
    NodeState state,
    Optional<Reason> reason,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<RemoteCommand> command,
    List<RemoteNode> work) {
  /** Copies the parts. */
  public RemoteNode {
    work = List.copyOf(work);
  }

  /** This node and all below it, in reading order. */
  public Stream<RemoteNode> all() {
    return Stream.concat(Stream.of(this), work.stream().flatMap(RemoteNode::all));
  }
}
