package io.jobsch.launcher;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.result.Output;
import io.jobsch.spec.SpecLimits;
import io.jobsch.vertx.client.JobschClient;
import io.jobsch.vertx.client.OutputPlace;
import io.jobsch.vertx.client.OutputSize;
import io.jobsch.vertx.client.RemoteCommand;
import io.jobsch.vertx.client.RemoteJob;
import io.jobsch.vertx.client.RemoteNode;
import io.jobsch.workers.StreamName;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A server's job as the views take one. Of output only the end can be read, which asks the server.
 */
final class RemoteResult {
  /** A server may take larger jobs than is usual. */
  private static final SpecLimits LIMITS =
      new SpecLimits(
          Integer.MAX_VALUE,
          SpecLimits.DEEPEST,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private final JobschClient client;
  private final RemoteJob job;

  RemoteResult(Server server, RemoteJob job) {
    this.client = server.client();
    this.job = job;
  }

  JobPlan plan() {
    return Planner.plan(job.root().spec(), LIMITS);
  }

  /** Why it has not started. */
  Optional<String> waiting() {
    return job.waiting();
  }

  JobResult result() {
    return new JobResult(
        job.id(),
        job.state(),
        job.reason(),
        job.submittedAt(),
        job.startedAt(),
        job.finishedAt(),
        job.workers(),
        node(job.root()));
  }

  private NodeResult node(RemoteNode node) {
    return new NodeResult(
        node.pointer(),
        node.spec(),
        node.state(),
        node.reason(),
        node.startedAt(),
        node.finishedAt(),
        node.command().map(command -> command(node, command)),
        node.work().stream().map(this::node).toList());
  }

  private CommandResult command(RemoteNode node, RemoteCommand command) {
    return new CommandResult(
        command.role(),
        command.worker(),
        command.attempt(),
        command.exit(),
        output(node, StreamName.STDOUT, command.stdout()),
        output(node, StreamName.STDERR, command.stderr()));
  }

  private Output output(RemoteNode node, StreamName stream, OutputSize size) {
    return new End(client, new OutputPlace(job.id(), node.pointer(), stream), size);
  }

  /** What is known of an output, and its end. */
  private record End(JobschClient client, OutputPlace place, OutputSize size) implements Output {
    @Override
    public long written() {
      return size.bytes();
    }

    @Override
    public long missing() {
      return size.missing();
    }

    @Override
    public byte[] tail(int bytes) {
      return size.bytes() == 0
          ? new byte[0]
          : client
              .outputRange(place, -bytes, bytes)
              .toCompletionStage()
              .toCompletableFuture()
              .join()
              .getBytes();
    }

    @Override
    public void writeTo(OutputStream target) {
      throw new UnsupportedOperationException("the server has it");
    }

    @Override
    public Slice slice(long from, int most) {
      throw new UnsupportedOperationException("the server has it");
    }
  }
}
