package io.jobsch.launcher.view;

import io.jobsch.result.NodeState;

/** The signs of which a tree is drawn. */
enum Glyphs {
  /** For terminals that show all of Unicode. */
  UNICODE("├─ ", "└─ ", "│  ", "…", "○●✓✗⧗✗–?"),
  /** For the others. */
  ASCII("|- ", "`- ", "|  ", "...", ".*+xTx-?");

  private final String branch;
  private final String lastBranch;
  private final String trunk;
  private final String ellipsis;
  private final String states;

  Glyphs(String branch, String lastBranch, String trunk, String ellipsis, String states) {
    this.branch = branch;
    this.lastBranch = lastBranch;
    this.trunk = trunk;
    this.ellipsis = ellipsis;
    this.states = states;
  }

  /** What leads to a part of a group. */
  String branch(boolean last) {
    return last ? lastBranch : branch;
  }

  /** What leads past a part of a group to the parts after it. */
  String trunk(boolean last) {
    return last ? "   " : trunk;
  }

  /** Stands for what is left out. */
  String ellipsis() {
    return ellipsis;
  }

  String of(NodeState state) {
    return states.substring(state.ordinal(), state.ordinal() + 1);
  }
}
