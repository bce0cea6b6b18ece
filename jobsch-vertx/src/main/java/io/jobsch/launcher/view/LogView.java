package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.result.JobResult;
import io.jobsch.workers.StreamName;
import java.util.List;

/**
 * What commands write: as it is for programs; for people with who wrote it, if the job has several
 * commands.
 */
final class LogView implements RunView {
  private final Outlet out;
  private final Outlet err;
  private final CommandSink stdout;
  private final CommandSink stderr;
  private final PrefixedLines lines;

  LogView(JobNodes nodes, Looks looks, Outlet out, Outlet err) {
    this.out = out;
    this.err = err;
    this.stdout = CommandSink.to(out, looks.paint());
    this.stderr = CommandSink.to(err, looks.paint());
    this.lines =
        new PrefixedLines(new Prefixes(nodes, looks.paint(), looks.glyphs()), looks.paint());
  }

  @Override
  public synchronized void on(JobEvent event) {
    if (event instanceof JobEvent.OutputWritten output) {
      written(output);
    } else if (event instanceof JobEvent.NodeChanged change && change.state().isTerminal()) {
      stdout.end(change.node());
      stderr.end(change.node());
      show(lines.end(change.node()));
    }
  }

  private void written(JobEvent.OutputWritten output) {
    boolean first = output.stream() == StreamName.STDOUT;
    if (out.isTerminal()) {
      show(lines.on(output));
    } else {
      (first ? stdout : stderr).write(output.node(), output.bytes());
    }
  }

  private void show(List<String> text) {
    if (!text.isEmpty()) {
      out.write(String.join("\n", text) + "\n");
    }
  }

  @Override
  public void note(String text) {
    err.note(text);
  }

  @Override
  public void finished(JobResult result) {}

  @Override
  public synchronized void close() {
    show(lines.endAll());
    stdout.endAll();
    stderr.endAll();
  }
}
