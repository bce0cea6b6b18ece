package io.jobsch.process;

final class PlainProcessRunnerTest extends ProcessRunnerContract {
  @Override
  protected ProcessRunner newRunner() {
    return new PlainProcessRunner();
  }
}
