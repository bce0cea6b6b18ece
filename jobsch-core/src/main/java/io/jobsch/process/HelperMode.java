package io.jobsch.process;

/** Which kind of helper is started; as {@code helper.c} has it. */
enum HelperMode {
  /** One that has a cgroup for each command, where that can be done. */
  WITH_CGROUPS("cgroup"),
  /** One that has none. */
  ALONE("alone");

  private final String argument;

  HelperMode(String argument) {
    this.argument = argument;
  }

  String argument() {
    return argument;
  }
}
