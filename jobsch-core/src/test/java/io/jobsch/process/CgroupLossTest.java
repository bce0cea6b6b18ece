package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CgroupLossTest extends HelperLossTest {
  @BeforeEach
  void needsCgroups() {
    Cgroups.helper().close();
  }

  @Override
  HelperMode mode() {
    return HelperMode.WITH_CGROUPS;
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothing_is_left_if_all_who_look_after_commands_are_killed_at_once(long seed)
      throws Exception {
    try (HelperProcessRunner runner = newRunner()) {
      long helper = runner.helperPid();
      List<Recorder> told = startAll(runner);
      told.forEach(Recorder::pid);
      pause(seed);

      long began = System.nanoTime();
      killWithKeepers(helper);

      witness().awaitNobody();
      times().note("helper and keepers killed", began);
      for (Recorder each : told) {
        assertThat(each.ending()).isInstanceOf(Ending.Lost.class);
      }
      times().note("helper and keepers killed, until all were told as lost", began);
      assertThat(witness().alive()).isEmpty();
      assertThat(Cgroups.of(helper)).isEmpty();
    }
  }

  @Test
  void what_is_to_live_on_outlives_all_who_look_after_commands() throws Exception {
    long daemon;
    long helper;
    try (HelperProcessRunner runner = newRunner()) {
      helper = runner.helperPid();
      Recorder left = Recorder.open();
      runner.start(launch("daemon", Optional.empty(), "exit"), left);
      assertThat(left.ending()).isInstanceOf(Ending.Exited.class);
      Recorder.eventually().until(() -> !witness().settled().isEmpty());
      daemon = witness().settled().get(0);
      Recorder lost = Recorder.open();
      runner.start(launch("settle", Optional.empty()), lost);
      lost.pid();

      killWithKeepers(helper);

      assertThat(lost.ending()).isInstanceOf(Ending.Lost.class);
      assertThat(witness().alive().keySet()).containsExactly(daemon);
      assertThat(Cgroups.of(helper)).hasSize(2);
    }
    witness().killAll();
    newRunner().close();
    assertThat(Cgroups.of(helper)).as("what the next helper has left of it").isEmpty();
  }

  @Test
  void each_command_that_runs_has_a_cgroup_and_none_is_left_of_them() throws Exception {
    long helper;
    try (HelperProcessRunner runner = newRunner()) {
      helper = runner.helperPid();
      List<Recorder> told = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Recorder each = Recorder.open();
        told.add(each);
        runner.start(launch("settle", Optional.empty()), each);
      }
      told.forEach(Recorder::pid);

      assertThat(Cgroups.of(helper)).hasSize(1 + told.size());
    }
    assertThat(Cgroups.of(helper)).isEmpty();
  }

  /** As if at one moment: the helper does not see the end of its keepers. */
  private static void killWithKeepers(long helper) throws Exception {
    signal("STOP", helper);
    childrenOf(helper).forEach(HelperLossTest::kill);
    kill(helper);
  }
}
