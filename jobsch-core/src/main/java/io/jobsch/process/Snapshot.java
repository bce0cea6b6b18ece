package io.jobsch.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What lives on this machine at one moment, without ourselves: one pass over the process table,
 * which serves every tree that is looked for at that moment.
 */
final class Snapshot {
  private final Map<ProcessId, Sighting> alive;
  private final Map<Long, List<Sighting>> byParent;
  private final Map<Tag, List<Sighting>> byTag;

  private Snapshot(List<Sighting> processes, Map<Tag, List<Sighting>> byTag) {
    this.alive = processes.stream().collect(Collectors.toMap(Sighting::id, Function.identity()));
    this.byParent = processes.stream().collect(Collectors.groupingBy(Sighting::parent));
    this.byTag = byTag;
  }

  /**
   * Looks. The tags of what is older than any of the trees are not read: it cannot belong to one.
   *
   * @param oldest the start of the oldest tree
   */
  static Snapshot take(ProcessTable table, long oldest) {
    long ourselves = ProcessHandle.current().pid();
    List<Sighting> processes =
        table.processes().stream().filter(p -> !p.dead() && p.pid() != ourselves).toList();
    Map<Tag, List<Sighting>> byTag = new HashMap<>();
    for (Sighting process : processes) {
      if (process.id().start() >= oldest) {
        table.tags(process).forEach(tag -> add(byTag, tag, process));
      }
    }
    return new Snapshot(processes, byTag);
  }

  private static void add(Map<Tag, List<Sighting>> byTag, Tag tag, Sighting process) {
    byTag.computeIfAbsent(tag, any -> new ArrayList<>()).add(process);
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
