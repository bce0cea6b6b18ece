package io.jobsch.result;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.ExitStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a node.
 *
 * @param pointer its name
 * @param spec what its author wrote
 * @param state where it stands
 * @param reason why it ended as it did, unless it succeeded
 * @param startedAt when it was decided to start it
 * @param finishedAt when it ended
 * @param command more about a command; empty for a group
 * @param work what became of a group's parts; empty for a command
 */
public record NodeResult(
    Pointer pointer,
    JobSpec spec,
    NodeState state,
    Optional<Reason> reason,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<CommandResult> command,
    List<NodeResult> work) {
  /** Copies the parts. */
  public NodeResult {
    work = List.copyOf(work);
  }

  /** This node and all below it, in reading order. */
  public Stream<NodeResult> all() {
    return Stream.concat(Stream.of(this), work.stream().flatMap(NodeResult::all));
  }

  /** The exit code of a command that ended with one. */
  public Optional<Integer> exitCode() {
    return exit(ExitStatus.Code.class).map(ExitStatus.Code::value);
  }

  /** The signal that ended a command. */
  public Optional<ExitStatus.Signal> signal() {
    return exit(ExitStatus.Signal.class);
  }

  private <T extends ExitStatus> Optional<T> exit(Class<T> kind) {
    return command.flatMap(CommandResult::exit).filter(kind::isInstance).map(kind::cast);
  }

  /** What a command wrote to its standard output; nothing for a group. */
  public Output stdout() {
    return command.map(CommandResult::stdout).orElse(Output.EMPTY);
  }

  /** What a command wrote to its standard error; nothing for a group. */
  public Output stderr() {
    return command.map(CommandResult::stderr).orElse(Output.EMPTY);
  }
}
