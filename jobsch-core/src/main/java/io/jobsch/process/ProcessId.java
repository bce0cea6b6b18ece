package io.jobsch.process;

/**
 * A process of this machine, told apart from an earlier one that had the same number.
 *
 * @param pid its number
 * @param start when it started, in the unit of the {@link ProcessTable} that saw it
 */
record ProcessId(long pid, long start) {
  /** Older than anything, and no process's start: such an id is never found again. */
  static final long UNKNOWN_START = -1;

  /** That of a child of ours; the number alone if it has ended and may mean another by now. */
  static ProcessId of(Process child, ProcessTable table) {
    return table
        .find(child.pid())
        .map(Sighting::id)
        .filter(id -> child.isAlive())
        .orElse(new ProcessId(child.pid(), UNKNOWN_START));
  }
}
