package io.jobsch.process;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HelperHoldingsTest extends ProcessRunnerHoldings {
  @Override
  protected ProcessRunner newRunner() {
    return HelperProcessRunnerTest.helper();
  }

  @Test
  void a_command_that_runs_holds_no_thread() {
    runner();
    long before = ownThreads();
    List<Recorder> told = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      told.add(start(launch(sh("read end"), NEVER, PATIENT), Recorder.open()));
    }
    told.forEach(Recorder::ending);
    for (int i = 0; i < 50; i++) {
      told.add(start(launch(sh("exec sleep 100"), NEVER, PATIENT), Recorder.open()));
    }
    told.forEach(Recorder::pid);

    // Threads that have told something wait a while for more to tell.
    Recorder.eventually().until(() -> ownThreads() <= before);
  }
}
