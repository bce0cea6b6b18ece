package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HelperProcessRunnerTest extends ProcessRunnerContract {
  @Override
  protected ProcessRunner newRunner() {
    try {
      return HelperProcessRunner.open();
    } catch (HelperUnfit e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void says_that_it_is_a_helper() {
    assertThat(runner().isolation()).isEqualTo("helper");
  }
}
