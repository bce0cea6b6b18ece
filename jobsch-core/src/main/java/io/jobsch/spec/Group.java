package io.jobsch.spec;

import java.util.List;

/** A part of a job that is made of parts, one at least. */
public sealed interface Group extends JobSpec permits SequenceGroup, ParallelGroup {
  /** Copies the parts, and refuses none. */
  static List<JobSpec> checked(String type, List<JobSpec> work) {
    if (work.isEmpty()) {
      throw new IllegalArgumentException(type + ": expected at least one part in 'work'");
    }
    return List.copyOf(work);
  }
}
