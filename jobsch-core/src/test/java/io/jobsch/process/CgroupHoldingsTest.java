package io.jobsch.process;

final class CgroupHoldingsTest extends ProcessRunnerHoldings {
  @Override
  protected ProcessRunner newRunner() {
    return Cgroups.helper();
  }
}
