package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import io.jobsch.spi.RoleSuitability;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Lets the host's own code decide which roles a worker suits, among those of its patterns if it has
 * any.
 */
public final class PredicateSuitability implements WorkerSuitability {
  private static final Logger LOG = System.getLogger(PredicateSuitability.class.getName());

  private final RoleSuitability predicate;
  private final List<RolePattern> patterns;

  /**
   * Asks that predicate.
   *
   * @param patterns none for every role
   */
  public PredicateSuitability(RoleSuitability predicate, List<RolePattern> patterns) {
    this.predicate = predicate;
    this.patterns = List.copyOf(patterns);
  }

  @Override
  public Suitability declared() {
    return new Suitability.OnRequest();
  }

  @Override
  public Answer ask(RoleName role) {
    return new Answer(RolePattern.anyMatches(patterns, role) && accepts(role), Optional.empty());
  }

  /** A predicate that cannot tell of one role may well tell of another. */
  private boolean accepts(RoleName role) {
    try {
      return predicate.suits(role.value());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "a worker cannot tell whether it suits role " + role, e);
      return false;
    }
  }
}
