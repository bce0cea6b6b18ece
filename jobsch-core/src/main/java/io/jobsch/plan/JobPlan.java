package io.jobsch.plan;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecRules;
import java.util.List;
import java.util.SortedSet;

/**
 * A job as it will run.
 *
 * @param spec what its author wrote
 * @param nodes every node; a parent comes before its children, in reading order; the first is the
 *     root
 * @param roles the different roles among its commands: it needs a worker for each
 */
public record JobPlan(JobSpec spec, List<PlanNode> nodes, SortedSet<RoleName> roles) {
  /** The parent of the root. */
  public static final int NO_PARENT = -1;

  /** The index of the root. */
  public static final int ROOT = 0;

  /** Copies what it is given. */
  public JobPlan {
    nodes = List.copyOf(nodes);
    roles = RoleNames.copyOf(roles);
  }

  /** How urgent it is: the higher is served first. 0 where its author says nothing of it. */
  public int priority() {
    return spec.attributes().priority().orElse(SpecRules.DEFAULT_PRIORITY);
  }

  /** The node at that index. */
  public PlanNode node(int index) {
    return nodes.get(index);
  }
}
