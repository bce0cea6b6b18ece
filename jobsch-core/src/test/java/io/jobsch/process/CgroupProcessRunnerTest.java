package io.jobsch.process;

final class CgroupProcessRunnerTest extends HelperProcessRunnerTest {
  @Override
  protected ProcessRunner newRunner() {
    return Cgroups.helper();
  }

  @Override
  String isolation() {
    return "helper+cgroup";
  }
}
