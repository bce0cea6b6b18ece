package io.jobsch.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine, as far as we may see them. */
interface ProcessTable {
  /** That of the system we run on. */
  static ProcessTable ofThisSystem() {
    return ProcFiles.areThere() ? new ProcFiles() : new ProcessHandles();
  }

  /** Our own number. Whoever looks and does not see even that one has seen nothing. */
  default long ourselves() {
    return ProcessHandle.current().pid();
  }

  /** The numbers of all of them; whatever runs all through the call is among them. */
  List<Long> pids();

  /** The one that has this number now. */
  Optional<Sighting> find(long pid);

  /** The tags in its environment, unless that cannot be read or is empty. */
  Optional<Set<Tag>> tags(Sighting process);

  /** Whether that very process is still there, and not another one of the same number. */
  default boolean isThere(ProcessId id) {
    return find(id.pid()).filter(found -> found.id().equals(id)).isPresent();
  }
}
