package io.jobsch.launcher;

import io.jobsch.launcher.view.RunView;
import io.jobsch.launcher.view.Views;
import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecRules;
import io.jobsch.vertx.client.OutputPlace;
import io.jobsch.vertx.client.RemoteJob;
import io.jobsch.vertx.client.RemoteNode;
import io.jobsch.workers.StreamName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code jobsch logs}: what the commands of a job have written, or write. */
final class LogsCommand {
  private final Asking asking;
  private final Server server;
  private final Console console;

  LogsCommand(Asking asking) {
    this.asking = asking;
    this.server = asking.server();
    this.console = asking.console();
  }

  int run() throws Refusal {
    Words words = asking.words();
    List<StreamName> streams = streams();
    JobId id = asking.job(asking.operand("one job"));
    RemoteJob job = server.get(server.client().get(id));
    Optional<RemoteNode> only =
        words.last("--node").isPresent()
            ? Optional.of(node(job, words.last("--node").get()))
            : Optional.empty();
    try (RunView view = view(job)) {
      JobFollower follower =
          new JobFollower(
              server,
              id,
              view,
              place ->
                  streams.contains(place.stream())
                      && only.filter(it -> !it.pointer().isPrefixOf(place.node())).isEmpty(),
              console.nobodyReads());
      if (words.has("-f") || words.has("--follow")) {
        console.atInterrupt(new Detach(id, view)::interrupt);
        job.waiting().ifPresent(why -> view.note("waiting: " + why));
        follower.follow();
      } else {
        all(job, follower);
      }
    }
    return console.exitCode();
  }

  private List<StreamName> streams() {
    boolean out = asking.words().has("--stdout");
    boolean err = asking.words().has("--stderr");
    return Arrays.stream(StreamName.values())
        .filter(it -> out == err || out == (it == StreamName.STDOUT))
        .toList();
  }

  /** What is there, command by command. */
  private void all(RemoteJob job, JobFollower follower) throws Refusal {
    for (RemoteNode node : job.root().all().toList()) {
      for (StreamName stream : StreamName.values()) {
        if (node.command().filter(it -> it.output(stream).bytes() > 0).isPresent()) {
          follower.output(new OutputPlace(job.id(), node.pointer(), stream));
        }
      }
    }
  }

  private RemoteNode node(RemoteJob job, String pointer) throws Refusal {
    try {
      Pointer wanted = Pointer.parse(pointer);
      return job.root().all().filter(it -> it.pointer().equals(wanted)).findFirst().orElseThrow();
    } catch (RuntimeException e) {
      throw Refusal.because(
          "--node: the job has no node "
              + SpecRules.quoted(pointer)
              + "; it is a place like /work/1, as in the job document");
    }
  }

  private RunView view(RemoteJob job) {
    Views views =
        new Views(
            new RemoteResult(server, job).plan(), console.looks(), console.out(), console.err());
    return asking.json() ? views.jsonLog() : views.log();
  }
}
