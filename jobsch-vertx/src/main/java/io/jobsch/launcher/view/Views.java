package io.jobsch.launcher.view;

import io.jobsch.plan.JobPlan;
import java.time.InstantSource;

/** The ways to show a job, and which one is taken. */
public final class Views {
  private final JobNodes nodes;
  private final Looks looks;
  private final Outlet out;
  private final Outlet err;

  /** Views of that job on those streams. */
  public Views(JobPlan plan, Looks looks, Outlet out, Outlet err) {
    this.nodes = new JobNodes(plan);
    this.looks = looks;
    this.out = out;
    this.err = err;
  }

  /** The result as a document, for programs; quiet, where nothing else is to be said. */
  public RunView json(boolean quiet) {
    return new JsonView(nodes, out, err, quiet);
  }

  /** What the commands write, and who wrote it where that helps. */
  public RunView log() {
    return new LogView(nodes, looks, out, err);
  }

  /** The same for programs, a JSON object for each line. */
  public RunView jsonLog() {
    return new JsonLogView(out, err);
  }

  /** What the commands write, and nothing else. */
  public RunView quiet() {
    return new QuietView(nodes, sink(out), sink(err), err);
  }

  /** All that happens: live where that can be, else line by line. */
  public RunView full() {
    if (!looks.live()) {
      return new PlainView(nodes, sink(out), err);
    }
    TerminalView view =
        new TerminalView(
            nodes, out, looks.paint(), looks.glyphs(), InstantSource.system(), looks.screen());
    view.keepDrawing();
    return view;
  }

  private CommandSink sink(Outlet outlet) {
    return CommandSink.to(outlet, looks.paint());
  }
}
