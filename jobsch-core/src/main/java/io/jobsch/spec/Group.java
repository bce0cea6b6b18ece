package io.jobsch.spec;

import java.util.ArrayList;
import java.util.List;

/** A part of a job that is made of parts, one at least. */
public sealed interface Group extends JobSpec permits SequenceGroup, ParallelGroup {
  /**
   * Copies the parts, and refuses none, and parts that have what only a root may have.
   *
   * @throws InvalidJobException if a part has a priority, with a problem for each that does
   */
  static List<JobSpec> checked(List<JobSpec> work) {
    SpecRules.require("work", SpecRules.parts(work.size()));
    List<SpecProblem> problems = new ArrayList<>();
    for (int i = 0; i < work.size(); i++) {
      if (work.get(i).attributes().priority().isPresent()) {
        Pointer part = Pointer.ROOT.child("work").child(i);
        problems.add(new SpecProblem(part.child("priority"), SpecRules.PRIORITY_BELOW_THE_ROOT));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidJobException(problems);
    }
    return List.copyOf(work);
  }
}
