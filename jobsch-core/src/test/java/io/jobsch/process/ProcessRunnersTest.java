package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets a property of this JVM")
final class ProcessRunnersTest {
  private final String before = System.getProperty(ProcessRunners.PROPERTY, "auto");

  @AfterEach
  void tearDown() {
    System.setProperty(ProcessRunners.PROPERTY, before);
  }

  @ParameterizedTest
  @CsvSource({"helper, helper", "plain, plain"})
  void takes_the_runner_that_it_is_told(String wanted, String isolation) {
    System.setProperty(ProcessRunners.PROPERTY, wanted);

    try (ProcessRunner runner = ProcessRunners.ofThisSystem()) {
      assertThat(runner.isolation()).isEqualTo(isolation);
    }
  }

  @Test
  void takes_the_best_runner_unless_told() {
    System.setProperty(ProcessRunners.PROPERTY, "auto");

    try (ProcessRunner runner = ProcessRunners.ofThisSystem()) {
      assertThat(runner.isolation()).isEqualTo(Cgroups.areThere() ? "helper+cgroup" : "helper");
    }
  }

  @Test
  void a_runner_that_nobody_knows_is_refused() {
    System.setProperty(ProcessRunners.PROPERTY, "best");

    assertThatThrownBy(ProcessRunners::ofThisSystem)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("jobsch.isolation: expected auto, helper+cgroup, helper or plain, found best");
  }

  @Test
  void where_there_is_no_helper_for_the_machine_the_plain_runner_is_taken() {
    String machine = System.getProperty("os.arch");
    System.setProperty(ProcessRunners.PROPERTY, "auto");
    System.setProperty("os.arch", "vax");
    try (ProcessRunner runner = ProcessRunners.ofThisSystem()) {
      assertThat(runner.isolation()).isEqualTo("plain");
      System.setProperty(ProcessRunners.PROPERTY, "helper");
      assertThatThrownBy(ProcessRunners::ofThisSystem)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there is no helper for vax");
    } finally {
      System.setProperty("os.arch", machine);
    }
  }
}
