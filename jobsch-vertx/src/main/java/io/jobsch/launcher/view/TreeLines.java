package io.jobsch.launcher.view;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Draws the tree of a job: a line per node, cut to the width of the screen, and no more lines than
 * there is room for. Where there is too little, what runs goes before what failed, that before what
 * is to come, and that before what is over; a last line counts the rest.
 */
final class TreeLines {
  private static final List<List<NodeState>> BY_INTEREST =
      List.of(
          List.of(NodeState.RUNNING),
          List.of(NodeState.FAILED, NodeState.TIMED_OUT, NodeState.LOST),
          List.of(NodeState.PENDING),
          List.of(NodeState.SUCCEEDED, NodeState.CANCELLED, NodeState.SKIPPED));

  /** With fewer columns, only the tree itself and the signs of the states are drawn. */
  private static final int NARROW = 50;

  private static final int LONGEST_ROLE = 16;
  private static final int LONGEST_STATE = "cancelled".length();

  private final Board board;
  private final Paint paint;
  private final Glyphs glyphs;

  TreeLines(Board board, Paint paint, Glyphs glyphs) {
    this.board = board;
    this.paint = paint;
    this.glyphs = glyphs;
  }

  /**
   * The tree as it stands.
   *
   * @param columns no line takes more
   * @param lines there are no more
   */
  List<String> draw(int columns, int lines, Instant now) {
    List<PlanNode> nodes = board.nodes().all();
    BitSet chosen = choose(nodes, lines);
    List<Row> rows = new ArrayList<>();
    chosen.stream().forEach(index -> rows.add(row(nodes, nodes.get(index), chosen)));
    Layout layout = Layout.of(rows, columns);
    List<String> drawn = new ArrayList<>();
    rows.forEach(row -> drawn.add(line(row, layout, now)));
    if (chosen.cardinality() < nodes.size()) {
      drawn.add(paint.faint(Columns.cut(rest(nodes, chosen), columns, glyphs.ellipsis())));
    }
    return drawn;
  }

  private BitSet choose(List<PlanNode> nodes, int lines) {
    BitSet chosen = new BitSet(nodes.size());
    if (nodes.size() <= lines) {
      chosen.set(0, nodes.size());
      return chosen;
    }
    int room = lines - 1;
    for (List<NodeState> states : BY_INTEREST) {
      for (PlanNode node : nodes) {
        if (chosen.cardinality() >= room) {
          return chosen;
        }
        if (states.contains(board.of(node).state())) {
          chooseWithParents(nodes, node, chosen, room);
        }
      }
    }
    return chosen;
  }

  private static void chooseWithParents(
      List<PlanNode> nodes, PlanNode node, BitSet chosen, int room) {
    List<Integer> more = new ArrayList<>();
    for (int at = node.index(); at != JobPlan.NO_PARENT && !chosen.get(at); ) {
      more.add(at);
      at = nodes.get(at).parent();
    }
    if (chosen.cardinality() + more.size() <= room) {
      more.forEach(chosen::set);
    }
  }

  private Row row(List<PlanNode> nodes, PlanNode node, BitSet chosen) {
    StringBuilder lead = new StringBuilder();
    for (PlanNode at = node; at.parent() != JobPlan.NO_PARENT; at = nodes.get(at.parent())) {
      boolean last = isLast((PlanNode.GroupNode) nodes.get(at.parent()), at, chosen);
      lead.insert(0, at == node ? glyphs.branch(last) : glyphs.trunk(last));
    }
    return new Row(node, lead.toString(), SafeText.oneLine(JobNodes.title(node)), role(node));
  }

  private static boolean isLast(PlanNode.GroupNode group, PlanNode part, BitSet chosen) {
    List<Integer> parts = group.children();
    for (int i = parts.size() - 1; parts.get(i) != part.index(); i--) {
      if (chosen.get(parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private String role(PlanNode node) {
    return board.nodes().hasManyRoles() && node instanceof PlanNode.CommandNode command
        ? Columns.cut(SafeText.oneLine(command.role().value()), LONGEST_ROLE, glyphs.ellipsis())
        : "";
  }

  private String line(Row row, Layout layout, Instant now) {
    NodeState state = board.of(row.node).state();
    String lead = Columns.cut(row.lead, Math.max(0, layout.tree - 2), "");
    int room = Math.max(0, layout.tree - 2 - Columns.of(lead));
    String title = Columns.cut(row.title, room, glyphs.ellipsis());
    String tree = paint.faint(lead) + paint.state(state, glyphs.of(state)) + " ";
    if (!layout.wide) {
      return tree + title;
    }
    String role = layout.roles == 0 ? "" : Columns.pad(row.role, layout.roles) + "  ";
    return tree + Columns.pad(title, room) + "  " + role + standing(row.node, now);
  }

  private String standing(PlanNode node, Instant now) {
    Board.Standing standing = board.of(node);
    String state = standing.state().toString();
    String word = paint.state(standing.state(), state);
    return standing
        .took(now)
        .map(took -> word + " ".repeat(LONGEST_STATE - state.length() + 2) + Durations.text(took))
        .orElse(word);
  }

  private String rest(List<PlanNode> nodes, BitSet chosen) {
    int[] counts = new int[NodeState.values().length];
    nodes.stream()
        .filter(node -> !chosen.get(node.index()))
        .forEach(node -> counts[board.of(node).state().ordinal()]++);
    StringBuilder text = new StringBuilder();
    for (NodeState state : NodeState.values()) {
      if (counts[state.ordinal()] > 0) {
        text.append(text.length() == 0 ? "" : ", ").append(counts[state.ordinal()] + " " + state);
      }
    }
    return glyphs.ellipsis() + " and " + text;
  }

  private record Row(PlanNode node, String lead, String title, String role) {}

  /**
   * How the columns are used.
   *
   * @param wide whether there is room for more than the tree
   * @param tree columns of the tree with its titles
   * @param roles columns of the roles; 0 if there are none
   */
  private record Layout(boolean wide, int tree, int roles) {
    private static final int LONGEST_TIME = "59 min 59 s".length();

    static Layout of(List<Row> rows, int columns) {
      int roles = rows.stream().mapToInt(row -> Columns.of(row.role)).max().orElse(0);
      if (columns < NARROW) {
        return new Layout(false, columns, 0);
      }
      int beside = 2 + (roles == 0 ? 0 : roles + 2) + LONGEST_STATE + 2 + LONGEST_TIME;
      int wanted =
          rows.stream()
              .mapToInt(row -> Columns.of(row.lead) + 2 + Columns.of(row.title))
              .max()
              .orElse(0);
      return new Layout(true, Math.min(wanted, columns - beside), roles);
    }
  }
}
