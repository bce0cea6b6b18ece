package io.jobsch.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a job that was built in Java to the limits that a reader holds a document to. The words in
 * which a limit is missed are here for both.
 */
public final class SpecSize {
  private SpecSize() {}

  /**
   * Checks depth, nodes and roles.
   *
   * @throws InvalidJobException if the job is larger than the limits allow
   */
  public static void check(JobSpec job, SpecLimits limits) {
    Set<RoleName> roles = new HashSet<>();
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(job, Pointer.ROOT, 1, RoleName.DEFAULT));
    int nodes = 0;
    while (!open.isEmpty()) {
      Visit at = open.pop();
      RoleName role = at.job.attributes().role().orElse(at.role);
      nodes++;
      if (nodes > limits.nodes()) {
        throw refused(at.pointer, tooManyNodes(limits));
      }
      if (at.depth > limits.depth()) {
        throw refused(at.pointer, tooDeep(limits));
      }
      if (at.job instanceof Execute && roles.add(role) && roles.size() > limits.roles()) {
        throw refused(at.pointer, tooManyRoles(limits));
      }
      List<JobSpec> work = at.job.work();
      for (int i = work.size() - 1; i >= 0; i--) {
        open.push(new Visit(work.get(i), at.pointer.child("work").child(i), at.depth + 1, role));
      }
    }
  }

  /** Said at the first node that lies too deep. */
  public static String tooDeep(SpecLimits limits) {
    return "expected at most " + limits.depth() + " nodes from the root to a command";
  }

  /** Said at the first node that is one too many. */
  public static String tooManyNodes(SpecLimits limits) {
    return "expected at most " + limits.nodes() + " nodes in a job";
  }

  /** Said at the first command whose role is one too many. */
  public static String tooManyRoles(SpecLimits limits) {
    return "expected at most " + limits.roles() + " different roles in a job";
  }

  private static InvalidJobException refused(Pointer pointer, String message) {
    return new InvalidJobException(List.of(new SpecProblem(pointer, message)));
  }

  private record Visit(JobSpec job, Pointer pointer, int depth, RoleName role) {}
}
