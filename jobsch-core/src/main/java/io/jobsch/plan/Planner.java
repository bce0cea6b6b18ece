package io.jobsch.plan;

import io.jobsch.spec.Attributes;
import io.jobsch.spec.Execute;
import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.ParallelGroup;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Turns what an author wrote into what will run: roles, variables and directories inherited. */
public final class Planner {
  private final List<Optional<PlanNode>> nodes = new ArrayList<>();
  private final SortedSet<RoleName> roles = new TreeSet<>();

  private Planner() {}

  /**
   * The plan of a job. Equal jobs give equal plans.
   *
   * @throws InvalidJobException if the job is larger than the limits allow
   */
  public static JobPlan plan(JobSpec job, SpecLimits limits) {
    SpecSize.check(job, limits);
    if (job instanceof Execute command) {
      return new CommandPlan(command);
    }
    Planner planner = new Planner();
    planner.add(job, JobPlan.NO_PARENT, Pointer.ROOT, Inherited.NOTHING);
    List<PlanNode> nodes = new ArrayList<>(planner.nodes.size());
    planner.nodes.forEach(each -> nodes.add(each.orElseThrow()));
    return new GroupPlan(job, nodes, planner.roles);
  }

  /** {@link #plan(JobSpec, SpecLimits)} with the usual limits. */
  public static JobPlan plan(JobSpec job) {
    return plan(job, SpecLimits.DEFAULT);
  }

  /** Recursive, which is safe: the depth has been checked. */
  private int add(JobSpec job, int parent, Pointer pointer, Inherited from) {
    int index = nodes.size();
    nodes.add(Optional.empty());
    Inherited mine = from.with(job.attributes());
    nodes.set(index, Optional.of(node(job, index, parent, pointer, mine)));
    return index;
  }

  private PlanNode node(JobSpec job, int index, int parent, Pointer pointer, Inherited mine) {
    if (job instanceof Execute execute) {
      roles.add(mine.role());
      return new PlanNode.CommandNode(
          index,
          parent,
          pointer,
          job.name(),
          mine.role(),
          execute.command(),
          mine.environment(),
          mine.cwd(),
          job.timeout());
    }
    List<Integer> children = new ArrayList<>(job.work().size());
    Pointer work = pointer.child("work");
    for (int i = 0; i < job.work().size(); i++) {
      children.add(add(job.work().get(i), index, work.child(i), mine));
    }
    boolean sequence = !(job instanceof ParallelGroup);
    return new PlanNode.GroupNode(
        index,
        parent,
        pointer,
        job.name(),
        job.type(),
        atOnce(job),
        sequence,
        List.copyOf(children),
        job.timeout());
  }

  private static int atOnce(JobSpec group) {
    return group instanceof ParallelGroup parallel
        ? parallel.maxParallel().orElse(Integer.MAX_VALUE)
        : 1;
  }

  /** What a node has from above it. */
  private record Inherited(RoleName role, Environment environment, Optional<String> cwd) {
    static final Inherited NOTHING =
        new Inherited(RoleName.DEFAULT, Environment.EMPTY, Optional.empty());

    Inherited with(Attributes nearer) {
      return new Inherited(
          nearer.role().orElse(role), environment.with(nearer.env()), nearer.cwd().or(() -> cwd));
    }
  }
}
