package io.jobsch.process;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All that came of one command: its own process, whatever carries its tag, and whatever descends
 * from one of these. Remembers what it has seen, so that a process whose parent has died since is
 * not lost from sight.
 */
final class ProcessTree {
  private final ProcessId own;
  private final Tag tag;
  private final Set<ProcessId> seen = new HashSet<>();

  ProcessTree(ProcessId own, Tag tag) {
    this.own = own;
    this.tag = tag;
    seen.add(own);
  }

  /** The command's own process. */
  ProcessId own() {
    return own;
  }

  Tag tag() {
    return tag;
  }

  /** Which of them are alive. */
  synchronized Collection<Sighting> members(Snapshot now) {
    Deque<Sighting> toVisit = new ArrayDeque<>(now.tagged(tag));
    seen.forEach(id -> now.find(id).ifPresent(toVisit::add));
    Map<ProcessId, Sighting> members = new LinkedHashMap<>();
    while (!toVisit.isEmpty()) {
      Sighting next = toVisit.remove();
      if (members.put(next.id(), next) == null) {
        toVisit.addAll(now.childrenOf(next));
      }
    }
    seen.addAll(members.keySet());
    return members.values();
  }
}
