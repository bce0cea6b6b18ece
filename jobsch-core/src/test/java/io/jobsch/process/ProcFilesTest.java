package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcFilesTest {
  /** What stands behind the name, with a parent 41, 3 threads and a start at 8765. */
  private static final String FIELDS =
      " S 41 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 3 0 8765 1000000 99 18446744073709551615 1 1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh",
        "",
        "two words",
        "(sd-pam)",
        "a) R 1 2 (b",
        ")",
        "((",
        "ein ümlaut",
        "new\nline"
      })
  void reads_whatever_a_process_calls_itself(String name) {
    byte[] stat = ("42 (" + name + ")" + FIELDS + "\n").getBytes(UTF_8);

    assertThat(ProcFiles.parse(42, stat))
        .contains(new Sighting(new ProcessId(42, 8765), 41, 'S', 3, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "42", "42 (sh", "42 (sh)", "42 (sh) S 41 42", ") 42 ("})
  void half_a_line_is_nobody(String stat) {
    assertThat(ProcFiles.parse(42, stat.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void finds_ourselves_and_nobody_where_there_is_nobody() {
    ProcFiles proc = new ProcFiles();
    long ourselves = ProcessHandle.current().pid();

    assertThat(proc.pids()).contains(ourselves);
    Sighting found = proc.find(ourselves).orElseThrow();
    assertThat(proc.isThere(found.id())).isTrue();
    assertThat(proc.isThere(new ProcessId(ourselves, found.id().start() - 1))).isFalse();
    assertThat(proc.tags(found)).isPresent();
    assertThat(proc.find(999_999_999)).isEmpty();
  }

  @Test
  void a_zombie_with_threads_is_alive() {
    assertThat(new Sighting(new ProcessId(1, 1), 0, 'Z', 1, "gone").dead()).isTrue();
    assertThat(new Sighting(new ProcessId(1, 1), 0, 'Z', 2, "lives").dead()).isFalse();
    assertThat(new Sighting(new ProcessId(1, 1), 0, 'T', 1, "stopped").dead()).isFalse();
  }
}
