package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.Suitability;
import java.util.Optional;

/** How a worker knows which roles it suits. */
public interface WorkerSuitability extends AutoCloseable {
  /** What it says when it joins. */
  Suitability declared();

  /**
   * Whether the worker suits a role; asked where {@link #declared} says that only it can tell. May
   * block for some seconds, and does not throw.
   */
  Answer ask(RoleName role);

  /** Whether {@link #changed} may ever say yes; never, unless told otherwise. */
  default boolean canChange() {
    return false;
  }

  /**
   * Whether what was declared and answered since may hold no longer; until {@link #declared} is
   * asked again. Cheap; does not block.
   */
  default boolean changed() {
    return false;
  }

  /** Gives back what it holds: nothing, unless told otherwise. */
  @Override
  default void close() {}

  /**
   * An answer.
   *
   * @param suits whether the worker suits the role
   * @param problem why it cannot tell, and therefore suits nothing
   */
  record Answer(boolean suits, Optional<String> problem) {}
}
