package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefaultSignalsTest {
  @TempDir Path scratch;

  @Test
  void a_program_can_be_signalled_also_where_its_parent_ignores_signals() {
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", "trap '' HUP INT TERM PIPE; exec \"$@\"", "sh"));
    List<String> told = List.of("grep", "SigIgn", "/proc/self/status");

    try (Child ignoring = Child.program(scratch, concat(argv, told)).go();
        Child reset = Child.program(scratch, concat(argv, DefaultSignals.reset(told))).go()) {
      assertThat(ignoring.exitCode()).isZero();
      assertThat(ignoring.out()).endsWith("5003\n");
      assertThat(reset.exitCode()).as(reset.err()).isZero();
      assertThat(reset.out()).endsWith("0000\n");
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
