package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import io.jobsch.spi.RoleSuitability;
import io.jobsch.workers.Suitability;
import java.util.Optional;

/** Lets the host's own code decide which roles a worker suits. */
public final class PredicateSuitability implements WorkerSuitability {
  private final RoleSuitability predicate;

  /** Asks that predicate. */
  public PredicateSuitability(RoleSuitability predicate) {
    this.predicate = predicate;
  }

  @Override
  public Suitability declared() {
    return new Suitability.OnRequest();
  }

  @Override
  public Answer ask(RoleName role) {
    try {
      return new Answer(predicate.suits(role.value()), Optional.empty());
    } catch (RuntimeException e) {
      return new Answer(false, Optional.of("cannot tell whether it suits role " + role + ": " + e));
    }
  }

  @Override
  public boolean changed() {
    return false;
  }

  @Override
  public void close() {}
}
