package io.jobsch.launcher;

import io.jobsch.launcher.view.FiguresView;
import io.jobsch.local.simulate.Replay;
import io.jobsch.local.simulate.Simulation;
import io.jobsch.local.simulate.Trace;
import java.time.Duration;

/** {@code jobsch simulate}: plays a workload in virtual time, and says how its jobs fared. */
final class SimulateCommand {
  private final SimulateOptions options;
  private final Console console;

  SimulateCommand(SimulateOptions options, Console console) {
    this.options = options;
    this.console = console;
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
    FiguresView view = new FiguresView(console.out());
    if (options.json()) {
      view.json(replay.figures());
    } else {
      view.text(replay);
      if (console.canBeDrawnOn()) {
        view.plot(replay, console.looks());
      }
      console.err().note(FiguresView.effort(replay, took));
    }
    return console.exitCode();
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
