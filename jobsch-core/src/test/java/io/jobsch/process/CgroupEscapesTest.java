package io.jobsch.process;

import java.util.Set;

final class CgroupEscapesTest extends EscapeSuite {
  @Override
  ProcessRunner newRunner() {
    return Cgroups.helper();
  }

  @Override
  Set<String> gaps() {
    return Set.of();
  }
}
