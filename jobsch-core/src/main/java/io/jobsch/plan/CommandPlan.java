package io.jobsch.plan;

import io.jobsch.spec.Execute;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import java.util.List;
import java.util.SortedSet;

/**
 * The plan of a job that is one command: it inherits nothing, so that all of it follows from what
 * its author wrote, and is written out when it is asked for. Most jobs are like that, and a long
 * queue of them takes half the space.
 */
record CommandPlan(Execute spec) implements JobPlan {
  private RoleName role() {
    return spec.attributes().role().orElse(RoleName.DEFAULT);
  }

  @Override
  public SortedSet<RoleName> roles() {
    return RoleNames.of(role());
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public List<PlanNode> nodes() {
    return List.of(
        new PlanNode.CommandNode(
            ROOT,
            NO_PARENT,
            Pointer.ROOT,
            spec.name(),
            role(),
            spec.command(),
            Environment.EMPTY.with(spec.attributes().env()),
            spec.attributes().cwd(),
            spec.timeout()));
  }
}
