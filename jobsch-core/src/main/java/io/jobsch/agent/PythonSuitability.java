package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import java.nio.file.Path;
import java.util.Optional;

/** Temporary. */
public final class PythonSuitability {
  /** x. */
  public PythonSuitability(Path d) {}

  /** x. */
  public boolean changed() {
    return false;
  }

  /** x. */
  public WorkerSuitability.Answer ask(RoleName r) {
    return new WorkerSuitability.Answer(false, Optional.empty());
  }

  /** x. */
  public void close() {}
}
