package io.jobsch.runtime;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.result.Output;
import io.jobsch.spi.OutputStore;
import io.jobsch.workers.StreamName;

/**
 * Adds what commands wrote to what the engine says of their job. Visits the nodes in reading order,
 * in which a plan numbers them.
 */
final class OutputAttachment {
  private final OutputStore outputs;
  private final JobId job;
  private int visited;

  OutputAttachment(OutputStore outputs, JobId job) {
    this.outputs = outputs;
    this.job = job;
  }

  JobResult to(JobResult result) {
    return new JobResult(
        result.id(),
        result.state(),
        result.reason(),
        result.submittedAt(),
        result.startedAt(),
        result.finishedAt(),
        result.workers(),
        to(result.root()));
  }

  private NodeResult to(NodeResult node) {
    int number = visited++;
    return new NodeResult(
        node.pointer(),
        node.spec(),
        node.state(),
        node.reason(),
        node.startedAt(),
        node.finishedAt(),
        node.command().map(it -> to(it, new AttemptId(job, number, it.attempt()))),
        node.work().stream().map(this::to).toList());
  }

  private CommandResult to(CommandResult command, AttemptId attempt) {
    return new CommandResult(
        command.role(),
        command.worker(),
        command.attempt(),
        command.exit(),
        read(attempt, StreamName.STDOUT),
        read(attempt, StreamName.STDERR));
  }

  /** What was never started wrote nothing. */
  private Output read(AttemptId attempt, StreamName stream) {
    return attempt.number() == 0 ? Output.EMPTY : outputs.read(attempt, stream);
  }
}
