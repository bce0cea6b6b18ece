package io.jobsch.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What lives on this machine at one moment, without ourselves: one pass over the process table,
 * which serves every tree that is looked for at that moment.
 */
final class Snapshot {
  private final Map<ProcessId, Sighting> alive = new HashMap<>();
  private final Map<Long, List<Sighting>> byParent = new HashMap<>();
  private final Map<Tag, List<Sighting>> byTag = new HashMap<>();
  private boolean complete = true;

  private Snapshot() {}

  /**
   * Looks. The tags of what is older than any of the trees are not read: it cannot belong to one.
   *
   * @param oldest the start of the oldest tree
   */
  static Snapshot take(ProcessTable table, long oldest) {
    return take(table, oldest, (process, tags) -> {});
  }

  /**
   * Looks, and shows whatever has tags as soon as it is seen. The newest come first, mostly: they
   * are the most likely to be gone before their turn comes.
   */
  static Snapshot take(ProcessTable table, long oldest, BiConsumer<Sighting, Set<Tag>> onSight) {
    Snapshot snapshot = new Snapshot();
    long ourselves = ProcessHandle.current().pid();
    table.pids().stream()
        .filter(pid -> pid != ourselves)
        .sorted(Comparator.reverseOrder())
        .forEach(pid -> snapshot.add(table, pid, oldest, onSight));
    return snapshot;
  }

  private void add(
      ProcessTable table, long pid, long oldest, BiConsumer<Sighting, Set<Tag>> onSight) {
    Optional<Sighting> found = table.find(pid);
    complete &= found.isPresent();
    if (found.filter(process -> !process.dead()).isEmpty()) {
      return;
    }
    Sighting process = found.get();
    if (process.id().start() >= oldest) {
      Set<Tag> tags = tags(table, process);
      onSight.accept(process, tags);
      tags.forEach(tag -> byTag.computeIfAbsent(tag, any -> new ArrayList<>()).add(process));
    }
    alive.put(process.id(), process);
    byParent.computeIfAbsent(process.parent(), any -> new ArrayList<>()).add(process);
  }

  private Set<Tag> tags(ProcessTable table, Sighting process) {
    Optional<Set<Tag>> tags = table.tags(process);
    if (tags.isEmpty() && (process.running() || !table.isThere(process.id()))) {
      // It has ended since, or is just becoming another program, whose environment is to come.
      complete = false;
    }
    return tags.orElse(Set.of());
  }

  /**
   * Whether everything was seen that ran when the look began. Otherwise something ended before its
   * turn came, and may have started something else before that.
   */
  boolean isComplete() {
    return complete;
  }

  Optional<Sighting> find(ProcessId id) {
    return Optional.ofNullable(alive.get(id));
  }

  List<Sighting> tagged(Tag tag) {
    return byTag.getOrDefault(tag, List.of());
  }

  /** Its children; what is older than it is the child of an earlier process of that number. */
  List<Sighting> childrenOf(Sighting parent) {
    return byParent.getOrDefault(parent.pid(), List.of()).stream()
        .filter(child -> child.id().start() >= parent.id().start())
        .toList();
  }
}
