package io.jobsch.spec;

import java.util.List;

/** A part of a job that is made of parts, one at least. */
public sealed interface Group extends JobSpec permits SequenceGroup, ParallelGroup {
  /** Copies the parts, and refuses none. */
  static List<JobSpec> checked(List<JobSpec> work) {
    SpecRules.require("work", SpecRules.parts(work.size()));
    return List.copyOf(work);
  }
}
