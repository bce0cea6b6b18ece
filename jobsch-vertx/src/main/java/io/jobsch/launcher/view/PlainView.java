package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.result.JobResult;
import io.jobsch.workers.StreamName;

/**
 * For pipes and files: what the commands write to stdout goes to stdout as it is; everything else
 * goes to stderr, in lines without control characters.
 */
final class PlainView implements RunView {
  private final Board board;
  private final StateLines states;
  private final CommandSink stdout;
  private final PrefixedLines stderr;
  private final Outlet err;

  PlainView(JobNodes nodes, CommandSink stdout, Outlet err) {
    this.board = new Board(nodes);
    this.states = new StateLines(nodes);
    this.stdout = stdout;
    this.stderr = new PrefixedLines(new Prefixes(nodes, Paint.PLAIN, Glyphs.ASCII), Paint.PLAIN);
    this.err = err;
  }

  @Override
  public synchronized void on(JobEvent event) {
    if (event instanceof JobEvent.OutputWritten output) {
      onOutput(output);
    } else if (event instanceof JobEvent.NodeChanged change) {
      onNode(change);
    } else if (event instanceof JobEvent.JobChanged change) {
      states.of(change).ifPresent(this::note);
    }
  }

  private void onOutput(JobEvent.OutputWritten output) {
    if (output.stream() == StreamName.STDOUT) {
      stdout.write(output.node(), output.bytes());
    } else {
      stderr.on(output).forEach(err::line);
    }
  }

  private void onNode(JobEvent.NodeChanged change) {
    Board.Standing standing = board.on(change);
    if (standing.state().isTerminal()) {
      stdout.end(change.node());
      stderr.end(change.node()).forEach(err::line);
    }
    states.of(change, standing).ifPresent(this::note);
  }

  @Override
  public void note(String text) {
    err.note(text);
  }

  @Override
  public synchronized void finished(JobResult result) {
    Summary summary = Summary.of(result, board.nodes());
    note("job " + summary.headline());
    summary.last().ifPresent(this::showLast);
  }

  private void showLast(Summary.LastLines last) {
    note("the last lines of its " + last.stream() + ":");
    last.lines().forEach(line -> err.line("    " + line));
  }

  @Override
  public void close() {}
}
