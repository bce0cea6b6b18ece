package io.jobsch.local.manual;

import io.jobsch.agent.WorkerSuitability;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import java.util.List;
import java.util.Optional;

/** Of a worker that has to be asked, and cannot tell: it suits nothing. */
record FailingSuitability(List<RolePattern> patterns, String problem) implements WorkerSuitability {
  @Override
  public Suitability declared() {
    return new Suitability.OnRequest();
  }

  /** What its patterns rule out it knows without looking. */
  @Override
  public Answer ask(RoleName role) {
    boolean fails = RolePattern.anyMatches(patterns, role);
    return new Answer(false, fails ? Optional.of(problem) : Optional.empty());
  }
}
