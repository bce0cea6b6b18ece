package io.jobsch.launcher;

import io.jobsch.launcher.view.FiguresView;
import io.jobsch.launcher.view.Outlet;
import io.jobsch.local.simulate.Replay;
import io.jobsch.local.simulate.Simulation;
import io.jobsch.local.simulate.Trace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;

/** {@code jobsch simulate}: plays a workload in virtual time, and says how its jobs fared. */
final class SimulateCommand {
  private final SimulateOptions options;

  SimulateCommand(SimulateOptions options) {
    this.options = options;
  }

  /**
   * Plays it.
   *
   * @return this program's exit code
   * @throws Refusal if nothing was played
   */
  int run() throws Refusal {
    Trace trace = options.workload().read();
    long begin = System.nanoTime();
    Replay replay = replayed(options.simulation(), trace);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    boolean[] gone = {false};
    Surroundings surroundings = Surroundings.ofThisProcess();
    Outlet out =
        new Outlet(
            new FileOutputStream(FileDescriptor.out),
            surroundings.stdoutIsTerminal(),
            why -> gone[0] = true);
    FiguresView view = new FiguresView(out);
    if (options.json()) {
      view.json(replay.figures());
    } else {
      view.text(replay);
      if (surroundings.stdoutCanBeDrawnOn()) {
        view.plot(replay, surroundings.looks(new TerminalSize(surroundings.environment())));
      }
      new Outlet(new FileOutputStream(FileDescriptor.err), false, why -> {})
          .note(FiguresView.effort(replay, took));
    }
    return gone[0] ? ExitCodes.NOBODY_READS : ExitCodes.SUCCEEDED;
  }

  private Replay replayed(Simulation simulation, Trace trace) throws Refusal {
    try {
      return simulation.replay(trace);
    } catch (ArithmeticException e) {
      throw Refusal.because(
          options.workload().file() + ": the jobs take longer than 292 years, which is too long");
    }
  }
}
