package io.jobsch.process;

import java.util.Set;

final class HelperEscapesTest extends EscapeSuite {
  @Override
  ProcessRunner newRunner() {
    return HelperProcessRunnerTest.helper();
  }

  @Override
  Set<String> gaps() {
    return Set.of();
  }
}
