package io.jobsch.process;

import java.util.Set;

final class PlainEscapesTest extends EscapeSuite {
  static final Set<String> GAPS =
      Set.of("cleared_environment_and_orphaned", "overwritten_arguments_and_orphaned");

  @Override
  ProcessRunner newRunner() {
    return new PlainProcessRunner();
  }

  @Override
  Set<String> gaps() {
    return GAPS;
  }
}
