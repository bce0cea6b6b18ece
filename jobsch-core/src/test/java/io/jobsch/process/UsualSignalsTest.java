package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UsualSignalsTest {
  private static final List<String> NONE_IGNORED =
      List.of("grep", "^SigIgn:.*0000000$", "/proc/self/status");

  @Test
  void what_a_parent_ignores_a_command_does_not() throws Exception {
    List<String> prefix = UsualSignals.program();
    assumeTrue(!prefix.isEmpty(), "no env that resets signals");

    assertThat(underNohup(NONE_IGNORED)).as("without").isNotEqualTo(0);
    List<String> command = new ArrayList<>(UsualSignals.prefixFor("grep", prefix));
    command.addAll(NONE_IGNORED);
    assertThat(underNohup(command)).isEqualTo(0);
  }

  @Test
  void a_program_whose_name_looks_like_a_variable_is_started_as_it_is() {
    assertThat(UsualSignals.prefixFor("/opt/a=b/run", List.of("env"))).isEmpty();
  }

  private static int underNohup(List<String> command) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh"));
    argv.addAll(command);
    return HelperProcess.run(() -> argv).exitCode();
  }
}
