package io.jobsch.spec;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Parts that run at the same time.
 *
 * @param work the parts, one at least
 * @param maxParallel how many of them run at once; all, where it is not given
 * @param attributes what it says beside
 */
public record ParallelGroup(List<JobSpec> work, OptionalInt maxParallel, Attributes attributes)
    implements Group {
  /** Its name in a job document. */
  public static final String TYPE = "parallel_group";

  /** Checks that there is a part, and the bound. */
  public ParallelGroup {
    work = Group.checked(work);
    maxParallel.ifPresent(value -> SpecRules.require("max_parallel", SpecRules.maxParallel(value)));
  }

  /** The same with at most that many parts running at once; 1 or more. */
  public ParallelGroup maxParallel(int atOnce) {
    return new ParallelGroup(work, OptionalInt.of(atOnce), attributes);
  }

  // These answer with the group, so that a bound can follow them: parallel(a, b).role("r")...

  @Override
  public ParallelGroup name(String name) {
    return withAttributes(attributes.withName(name));
  }

  @Override
  public ParallelGroup role(String role) {
    return withAttributes(attributes.withRole(new RoleName(role)));
  }

  @Override
  public ParallelGroup env(String name, String value) {
    return withAttributes(attributes.withEnv(name, value));
  }

  @Override
  public ParallelGroup cwd(String directory) {
    return withAttributes(attributes.withCwd(directory));
  }

  @Override
  public ParallelGroup timeout(Duration timeout) {
    return withAttributes(attributes.withTimeout(timeout));
  }

  @Override
  public ParallelGroup priority(int priority) {
    return withAttributes(attributes.withPriority(priority));
  }

  @Override
  public ParallelGroup withAttributes(Attributes changed) {
    return new ParallelGroup(work, maxParallel, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
