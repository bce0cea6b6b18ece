package io.jobsch.spi;

/**
 * Which roles a worker suits, where that takes more than a pattern to tell.
 *
 * <p>Asked on a thread of the worker's own, one role at a time, once for each role that a waiting
 * job needs; the answer is remembered while the role is wanted. May block for some seconds, during
 * which jobs with that role wait. A worker whose answer is an exception does not suit the role; the
 * exception is logged.
 */
@FunctionalInterface
public interface RoleSuitability {
  /**
   * Whether the worker suits a role. Equal questions should get equal answers.
   *
   * @param role its name, not empty
   */
  boolean suits(String role);
}
