package io.jobsch.launcher;

import io.jobsch.JobEvent;
import io.jobsch.JobListener;
import io.jobsch.launcher.view.RunView;
import io.jobsch.launcher.view.Views;
import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.vertx.client.Forecast;
import io.jobsch.vertx.client.RemoteJob;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** {@code jobsch submit}: hands a job to a server; may wait for its end, and show it meanwhile. */
final class SubmitCommand {
  /** A server may take larger ones than is usual; this only bounds what is read. */
  private static final int MOST_BYTES = 64 << 20;

  private final Asking asking;
  private final Server server;
  private final Console console;

  SubmitCommand(Asking asking) {
    this.asking = asking;
    this.server = asking.server();
    this.console = asking.console();
  }

  int run() throws Refusal {
    JobFile file =
        JobFile.read(asking.operand("one job document (a file, or - for stdin)"), MOST_BYTES);
    Buffer document = Buffer.buffer(file.bytes());
    if (asking.words().has("--dry-run")) {
      return dryRun(answer(file, server.client().dryRun(document)));
    }
    JobId job = answer(file, server.client().submit(document));
    asking.last().remember(job).ifPresent(console.err()::note);
    return asking.words().has("--follow") || asking.words().has("--wait") ? see(job) : tell(job);
  }

  /** Where the server forgets the job, it was accepted all the same. */
  private int see(JobId job) throws Refusal {
    try {
      return asking.words().has("--follow") ? follow(job) : await(job);
    } catch (Refusal e) {
      throw e.exitCode() == ExitCodes.REFUSED ? e.ending(ExitCodes.UNREACHABLE) : e;
    }
  }

  /** What is wrong with the document is told as of a job that would run here. */
  private <T> T answer(JobFile file, Future<T> future) throws Refusal {
    try {
      return server.get(future);
    } catch (Refusal e) {
      List<String> lines = file.located(e.kind().problems());
      throw lines.isEmpty() ? e : new Refusal(e.exitCode(), lines, e.kind());
    }
  }

  private int dryRun(Forecast forecast) {
    if (asking.json()) {
      console.document(Documents.forecast(forecast));
    } else if (forecast.starts()) {
      List<String> each = new ArrayList<>();
      forecast.workers().forEach((role, worker) -> each.add(role + " on " + worker));
      console.out().line("would start now: " + String.join(", ", each));
    } else {
      console.out().line("would wait: " + forecast.waiting().orElseThrow());
    }
    return console.exitCode();
  }

  private int tell(JobId job) {
    asking.tell(job.value(), () -> Documents.job(job));
    return console.exitCode();
  }

  private int await(JobId job) throws Refusal {
    if (!asking.json()) {
      console.out().line(job.value());
    }
    RemoteResult first = new RemoteResult(server, server.get(server.client().get(job)));
    RunView view = views(first).quiet();
    console.atInterrupt(new Detach(job, view)::interrupt);
    RemoteJob over = server.get(server.client().await(job));
    JobResult result = new RemoteResult(server, over).result();
    if (asking.json()) {
      views(first).json(true).finished(result);
    } else {
      view.finished(result);
    }
    return ExitCodes.of(result);
  }

  private int follow(JobId job) throws Refusal {
    RemoteResult first = new RemoteResult(server, server.get(server.client().get(job)));
    try (RunView view = view(first)) {
      console.atInterrupt(new Detach(job, view)::interrupt);
      if (!asking.words().has("--quiet")) {
        view.note("job " + job.value());
      }
      new JobFollower(server, job, telling(view, first), any -> true, console.nobodyReads())
          .follow();
      if (console.nobodyReads().isDone()) {
        return ExitCodes.NOBODY_READS;
      }
      JobResult result = new RemoteResult(server, server.get(server.client().get(job))).result();
      view.finished(result);
      return console.nobodyReads().isDone() ? ExitCodes.NOBODY_READS : ExitCodes.of(result);
    }
  }

  /** Says why the job waits, once it has been told that it is queued. */
  private JobListener telling(RunView view, RemoteResult first) {
    if (asking.words().has("--quiet")) {
      return view;
    }
    return event -> {
      view.on(event);
      if (event instanceof JobEvent.JobChanged change && change.state() == JobState.QUEUED) {
        first.waiting().ifPresent(why -> view.note("waiting: " + why));
      }
    };
  }

  private Views views(RemoteResult job) {
    return new Views(job.plan(), console.looks(), console.out(), console.err());
  }

  private RunView view(RemoteResult job) {
    boolean quiet = asking.words().has("--quiet");
    if (asking.json()) {
      return views(job).json(quiet);
    }
    if (quiet) {
      return views(job).quiet();
    }
    console.watchSize();
    return views(job).full();
  }
}
