package io.jobsch.plan;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.RoleName;
import java.util.List;
import java.util.SortedSet;

/** The plan of a job that has parts. */
record GroupPlan(JobSpec spec, List<PlanNode> nodes, SortedSet<RoleName> roles) implements JobPlan {
  /** Copies what it is given. */
  GroupPlan {
    nodes = List.copyOf(nodes);
    roles = RoleNames.copyOf(roles);
  }

  @Override
  public int size() {
    return nodes.size();
  }
}
