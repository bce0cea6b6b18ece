package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import java.util.List;
import java.util.Optional;

/** Says once and for all which roles a worker suits. */
public final class FixedSuitability implements WorkerSuitability {
  private final Suitability declared;

  private FixedSuitability(Suitability declared) {
    this.declared = declared;
  }

  /** Every role. */
  public static WorkerSuitability everything() {
    return new FixedSuitability(new Suitability.Everything());
  }

  /** Roles of these patterns. */
  public static WorkerSuitability patterns(List<RolePattern> patterns) {
    return new FixedSuitability(new Suitability.Patterns(patterns));
  }

  @Override
  public Suitability declared() {
    return declared;
  }

  @Override
  public Answer ask(RoleName role) {
    return new Answer(false, Optional.of("this worker has said which roles it suits"));
  }
}
