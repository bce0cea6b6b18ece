package io.jobsch.launcher.view;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SequenceGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a job, found by their pointers, and what people are told to call them. */
final class JobNodes {
  private static final String SAFE_IN_A_SHELL = "@%+=:,./-_";

  private final JobPlan plan;
  private final Map<Pointer, PlanNode> byPointer;

  JobNodes(JobPlan plan) {
    this.plan = plan;
    this.byPointer = new HashMap<>(plan.nodes().size() * 2);
    plan.nodes().forEach(node -> byPointer.put(node.pointer(), node));
  }

  List<PlanNode> all() {
    return plan.nodes();
  }

  PlanNode at(Pointer pointer) {
    PlanNode node = byPointer.get(pointer);
    if (node == null) {
      throw new IllegalArgumentException("the job has no node \"" + pointer + "\"");
    }
    return node;
  }

  /** The command at that place. */
  PlanNode.CommandNode command(Pointer pointer) {
    if (at(pointer) instanceof PlanNode.CommandNode command) {
      return command;
    }
    throw new IllegalArgumentException("the job has no command \"" + pointer + "\"");
  }

  List<PlanNode.CommandNode> commands() {
    return plan.nodes().stream()
        .filter(PlanNode.CommandNode.class::isInstance)
        .map(PlanNode.CommandNode.class::cast)
        .toList();
  }

  /** Whether the job is nothing but a command. */
  boolean isSingleCommand() {
    return plan.nodes().size() == 1;
  }

  boolean hasManyRoles() {
    return plan.roles().size() > 1;
  }

  JobPlan plan() {
    return plan;
  }

  /** What it is called, or else what it does. */
  static String title(PlanNode node) {
    return node.name().orElseGet(() -> work(node));
  }

  /** What it does: a command as one would type it, a group by how its parts run. */
  static String work(PlanNode node) {
    if (node instanceof PlanNode.CommandNode command) {
      return typed(command.command());
    }
    String type = ((PlanNode.GroupNode) node).type();
    return type.equals(SequenceGroup.TYPE) ? "in sequence" : "in parallel";
  }

  /** Its place, and its name if it has one: {@code /work/1 "test"}; the root is the job itself. */
  static String place(PlanNode node) {
    String place = node.pointer().depth() == 0 ? "job" : node.pointer().toString();
    return node.name().map(name -> place + " \"" + name + "\"").orElse(place);
  }

  private static String typed(Command command) {
    if (command instanceof Command.Shell shell) {
      return shell.line();
    }
    return String.join(" ", command.argv().stream().map(JobNodes::quoted).toList());
  }

  private static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && word.codePoints()
                .allMatch(
                    each -> Character.isLetterOrDigit(each) || SAFE_IN_A_SHELL.indexOf(each) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
