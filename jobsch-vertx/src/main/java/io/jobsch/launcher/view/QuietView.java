package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.result.JobResult;
import io.jobsch.workers.StreamName;

/** Nothing but what the commands write, each stream to its own; and, if the job fails, one line. */
final class QuietView implements RunView {
  private final JobNodes nodes;
  private final CommandSink stdout;
  private final CommandSink stderr;
  private final Outlet err;

  QuietView(JobNodes nodes, CommandSink stdout, CommandSink stderr, Outlet err) {
    this.nodes = nodes;
    this.stdout = stdout;
    this.stderr = stderr;
    this.err = err;
  }

  @Override
  public synchronized void on(JobEvent event) {
    if (event instanceof JobEvent.OutputWritten output) {
      CommandSink sink = output.stream() == StreamName.STDOUT ? stdout : stderr;
      sink.write(output.node(), output.bytes());
    } else if (event instanceof JobEvent.NodeChanged change && change.state().isTerminal()) {
      stdout.end(change.node());
      stderr.end(change.node());
    }
  }

  @Override
  public void note(String text) {
    err.note(text);
  }

  @Override
  public synchronized void finished(JobResult result) {
    if (!result.succeeded()) {
      note("job " + Summary.of(result, nodes).headline());
    }
  }

  @Override
  public void close() {}
}
