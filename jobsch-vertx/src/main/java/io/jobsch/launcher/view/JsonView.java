package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.result.JobResult;
import io.jobsch.result.json.ResultWriter;

/**
 * For programs: the result alone on stdout, as one JSON document in one line, when the job is over.
 * What the commands write goes to stderr meanwhile, in lines without control characters.
 */
final class JsonView implements RunView {
  private final Outlet out;
  private final Outlet err;
  private final PrefixedLines lines;
  private final boolean quiet;

  JsonView(JobNodes nodes, Outlet out, Outlet err, boolean quiet) {
    this.out = out;
    this.err = err;
    this.lines = new PrefixedLines(new Prefixes(nodes, Paint.PLAIN, Glyphs.ASCII), Paint.PLAIN);
    this.quiet = quiet;
  }

  @Override
  public synchronized void on(JobEvent event) {
    if (quiet) {
      return;
    }
    if (event instanceof JobEvent.OutputWritten output) {
      lines.on(output).forEach(err::line);
    } else if (event instanceof JobEvent.NodeChanged change && change.state().isTerminal()) {
      lines.end(change.node()).forEach(err::line);
    }
  }

  @Override
  public void note(String text) {
    err.note(text);
  }

  @Override
  public synchronized void finished(JobResult result) {
    out.write(ResultWriter.write(result) + "\n");
  }

  @Override
  public void close() {}
}
