package io.jobsch.process;

/** What the helper's program is started for; as {@code helper.c} has it. */
enum HelperMode {
  /** As a helper that has a cgroup for each command, where that can be done. */
  WITH_CGROUPS("cgroup"),
  /** As a helper that has none. */
  ALONE("alone"),
  /** To kill, and tidy up, what helpers have left that were killed with all their keepers. */
  SWEEP("sweep");

  private final String argument;

  HelperMode(String argument) {
    this.argument = argument;
  }

  String argument() {
    return argument;
  }
}
