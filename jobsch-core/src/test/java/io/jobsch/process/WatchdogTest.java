package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class WatchdogTest {
  @Test
  void there_is_none_before_a_command_starts_and_none_after_it_is_closed() {
    Watchdog watchdog = new Watchdog();
    assertThat(watchdog.process()).isEmpty();
    watchdog.keep(Tag.random());
    ProcessHandle process = watchdog.process().orElseThrow();
    assertThat(process.isAlive()).isTrue();

    watchdog.close();

    assertThat(process.isAlive()).isFalse();
    watchdog.keep(Tag.random());
    assertThat(watchdog.process()).isEmpty();
  }

  @Test
  void one_that_was_killed_is_replaced_with_the_next_command() {
    try (Watchdog watchdog = new Watchdog()) {
      watchdog.keep(Tag.random());
      ProcessHandle first = watchdog.process().orElseThrow();
      first.destroyForcibly();
      Recorder.eventually().until(() -> !first.isAlive());

      Recorder.eventually()
          .until(
              () -> {
                watchdog.keep(Tag.random());
                return !watchdog.process().orElseThrow().equals(first);
              });

      assertThat(watchdog.process().orElseThrow().isAlive()).isTrue();
    }
  }

  @Test
  void where_there_is_no_shell_commands_run_all_the_same() {
    try (Watchdog watchdog = new Watchdog(List.of("/no/such/shell"))) {
      watchdog.keep(Tag.random());
      watchdog.release(Tag.random());
    }
  }
}
