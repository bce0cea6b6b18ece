package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelperProcessRunnerTest extends ProcessRunnerContract {
  @Override
  protected ProcessRunner newRunner() {
    return helper();
  }

  static HelperProcessRunner helper() {
    return helper(HelperMode.ALONE);
  }

  static HelperProcessRunner helper(HelperMode mode) {
    try {
      return HelperProcessRunner.open(mode);
    } catch (HelperUnfit e) {
      throw new AssertionError(e);
    }
  }

  String isolation() {
    return "helper";
  }

  @Test
  void says_that_it_is_a_helper() {
    assertThat(runner().isolation()).isEqualTo(isolation());
  }

  @Test
  void tells_a_signal_from_an_exit_code() {
    assertThat(run(sh("exit 137")).ending()).isEqualTo(new Ending.Exited(new ExitStatus.Code(137)));
    assertThat(run(sh("kill -s KILL $$")).ending())
        .isEqualTo(new Ending.Exited(ExitStatus.Signal.KILL));
    assertThat(run(sh("kill -s SEGV $$")).ending())
        .isEqualTo(new Ending.Exited(new ExitStatus.Signal(11)));
  }

  @Test
  void a_command_leads_a_session_and_a_process_group_of_its_own() {
    Recorder told =
        run(
            sh(
                "read pid name state parent group session rest </proc/$$/stat;"
                    + " echo $group $session"));

    told.ending();
    assertThat(told.stdout()).isEqualTo(told.pid() + " " + told.pid() + "\n");
  }

  @Test
  void the_helper_holds_three_descriptors_for_a_command_that_runs() {
    HelperProcessRunner helper = (HelperProcessRunner) runner();
    File held = new File("/proc/" + helper.helperPid() + "/fd");
    int before = held.list().length;
    for (int i = 0; i < 20; i++) {
      start(launch(sh("exec sleep 100"), NEVER, PATIENT), Recorder.open()).pid();
    }

    assertThat(held.list().length - before).isLessThanOrEqualTo(3 * 20);
  }

  @Test
  void while_the_helper_stands_still_starts_are_taken_until_they_might_have_to_wait()
      throws Exception {
    HelperProcessRunner helper = (HelperProcessRunner) runner();
    HelperLossTest.signal("STOP", helper.helperPid());
    List<Recorder> all = new ArrayList<>();
    try {
      while (helper.startsAtOnce()) {
        all.add(start(launch(sh("exit 0; " + "#".repeat(5_000)), NEVER, PATIENT), Recorder.open()));
      }
    } finally {
      HelperLossTest.signal("CONT", helper.helperPid());
    }

    assertThat(all).hasSizeGreaterThan(1);
    all.forEach(told -> assertThat(told.ending()).isEqualTo(exited(0)));
    assertThat(helper.startsAtOnce()).isTrue();
  }
}
