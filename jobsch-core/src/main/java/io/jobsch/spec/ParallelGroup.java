package io.jobsch.spec;

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
    work = Group.checked(TYPE, work);
    maxParallel.ifPresent(value -> SpecRules.require("max_parallel", SpecRules.maxParallel(value)));
  }

  /** The same with at most that many parts running at once; 1 or more. */
  public ParallelGroup maxParallel(int atOnce) {
    return new ParallelGroup(work, OptionalInt.of(atOnce), attributes);
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
