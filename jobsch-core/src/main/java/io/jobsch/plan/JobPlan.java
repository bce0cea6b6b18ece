package io.jobsch.plan;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecRules;
import java.util.List;
import java.util.SortedSet;

/** A job as it will run. Made by a {@link Planner}; those of equal jobs are equal. */
public sealed interface JobPlan permits CommandPlan, GroupPlan {
  /** The parent of the root. */
  int NO_PARENT = -1;

  /** The index of the root. */
  int ROOT = 0;

  /** What its author wrote. */
  JobSpec spec();

  /**
   * Every node; a parent comes before its children, in reading order; the first is the root. Never
   * changed; may be put together anew at each call.
   */
  List<PlanNode> nodes();

  /** How many nodes there are. */
  int size();

  /** The different roles among its commands: it needs a worker for each. Never changed. */
  SortedSet<RoleName> roles();

  /** How urgent it is: the higher is served first. 0 where its author says nothing of it. */
  default int priority() {
    return spec().attributes().priority().orElse(SpecRules.DEFAULT_PRIORITY);
  }

  /** The node at that index. */
  default PlanNode node(int index) {
    return nodes().get(index);
  }
}
