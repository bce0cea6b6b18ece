package io.jobsch.launcher.view;

import io.jobsch.plan.PlanNode;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.StreamName;
import java.util.HashMap;
import java.util.Map;

/**
 * What stands before the lines of commands, so that one sees who wrote them: the role where a job
 * has several, else the command. A job that is a single command needs none.
 */
final class Prefixes {
  private static final int WIDEST = 20;

  private final JobNodes nodes;
  private final Paint paint;
  private final Glyphs glyphs;
  private final int width;
  private final Map<RoleName, Integer> numbers = new HashMap<>();

  Prefixes(JobNodes nodes, Paint paint, Glyphs glyphs) {
    this.nodes = nodes;
    this.paint = paint;
    this.glyphs = glyphs;
    this.width = nodes.commands().stream().mapToInt(each -> Columns.of(sign(each))).max().orElse(0);
    nodes.plan().roles().forEach(role -> numbers.put(role, numbers.size()));
  }

  /**
   * Ends with a bar where the line was written to stdout, and with an exclamation mark for stderr.
   */
  String of(Pointer pointer, StreamName stream) {
    if (nodes.isSingleCommand()) {
      return "";
    }
    PlanNode.CommandNode command = nodes.command(pointer);
    String sign = paint.who(number(command), Columns.pad(sign(command), width));
    return sign + (stream == StreamName.STDOUT ? " | " : " " + paint.alarm("!") + " ");
  }

  private String sign(PlanNode.CommandNode command) {
    String whole =
        nodes.hasManyRoles()
            ? command.role().value()
            : command.name().orElseGet(() -> command.pointer().toString());
    return Columns.cut(SafeText.oneLine(whole), WIDEST, glyphs.ellipsis());
  }

  private int number(PlanNode.CommandNode command) {
    return nodes.hasManyRoles() ? numbers.getOrDefault(command.role(), 0) : command.index();
  }
}
