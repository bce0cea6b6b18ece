package io.jobsch.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * What lives on this machine at one moment, without ourselves: one pass over the process table,
 * which serves every tree that is looked for at that moment.
 */
final class Snapshot {
  /** On a machine where something starts all the time, the looking must end nevertheless. */
  private static final int LISTINGS = 10;

  private final ProcessTable table;
  private final long oldest;
  private final BiConsumer<Sighting, Set<Tag>> onSight;
  private final Map<ProcessId, Sighting> alive = new HashMap<>();
  private final Map<Long, List<Sighting>> byParent = new HashMap<>();
  private final Map<Tag, List<Sighting>> byTag = new HashMap<>();
  private boolean complete;
  private boolean blind;

  private Snapshot(ProcessTable table, long oldest, BiConsumer<Sighting, Set<Tag>> onSight) {
    this.table = table;
    this.oldest = oldest;
    this.onSight = onSight;
  }

  /**
   * Looks. The tags of what is older than any of the trees are not read: it cannot belong to one.
   *
   * @param oldest the start of the oldest tree
   */
  static Snapshot take(ProcessTable table, long oldest) {
    return take(table, oldest, (process, tags) -> {});
  }

  /** Looks, and shows whatever may have tags as soon as it is seen. */
  static Snapshot take(ProcessTable table, long oldest, BiConsumer<Sighting, Set<Tag>> onSight) {
    Snapshot snapshot = new Snapshot(table, oldest, onSight);
    snapshot.look();
    return snapshot;
  }

  /**
   * Looks at each process, and then at those that have started since, until all of these lived when
   * it was their turn: what runs then was looked at while it ran, or came of one that was.
   */
  private void look() {
    Set<Long> seen = new HashSet<>(Set.of(table.ourselves()));
    Map<Long, Sighting> unsettled = Map.of();
    for (int listing = 0; listing < LISTINGS; listing++) {
      List<Long> pids = table.pids();
      blind |= !pids.contains(table.ourselves());
      if (blind) {
        return;
      }
      Round round = new Round(pids.stream().filter(seen::add).toList(), unsettled.keySet());
      unsettled = round.unsettled;
      complete = listing > 0 && unsettled.isEmpty() && !round.missedAny;
      if (complete) {
        return;
      }
    }
    unsettled.values().forEach(process -> add(process, Set.of()));
  }

  /** The looks that follow one listing. */
  private final class Round {
    /** What is just becoming another program, or ending, has no environment for a moment. */
    private final Map<Long, Sighting> unsettled = new HashMap<>();

    private boolean missedAny;

    /**
     * @param fresh not looked at before
     * @param again those that the last round has left unsettled
     */
    Round(List<Long> fresh, Collection<Long> again) {
      // The newest first, mostly: they are the most likely to be gone before their turn comes.
      for (long pid : fresh.stream().sorted(Comparator.reverseOrder()).toList()) {
        missedAny |= !lookAt(pid);
      }
      Stream.concat(again.stream(), List.copyOf(unsettled.keySet()).stream())
          .forEach(pid -> missedAny |= !lookAt(pid));
    }

    /** Says whether it lives: otherwise it may have forked another one since it was listed. */
    private boolean lookAt(long pid) {
      unsettled.remove(pid);
      Optional<Sighting> found = table.find(pid);
      if (found.isEmpty()) {
        checkSight();
      }
      Optional<Sighting> alive = found.filter(process -> !process.dead());
      alive.ifPresent(this::addIfSettled);
      return alive.isPresent();
    }

    private void addIfSettled(Sighting process) {
      Optional<Set<Tag>> tags = tagsOf(process);
      if (tags.isEmpty() && process.running()) {
        unsettled.put(process.pid(), process);
      } else {
        add(process, tags.orElse(Set.of()));
      }
    }
  }

  /** What cannot be read is gone, or hidden, only if we can still read what is surely there. */
  private void checkSight() {
    blind = blind || table.find(table.ourselves()).isEmpty();
  }

  private Optional<Set<Tag>> tagsOf(Sighting process) {
    if (process.id().start() < oldest) {
      return Optional.of(Set.of());
    }
    Optional<Set<Tag>> tags = table.tags(process);
    if (tags.isEmpty()) {
      checkSight();
    }
    return tags;
  }

  private void add(Sighting process, Set<Tag> tags) {
    if (process.id().start() >= oldest) {
      onSight.accept(process, tags);
    }
    tags.forEach(tag -> byTag.computeIfAbsent(tag, any -> new ArrayList<>()).add(process));
    alive.put(process.id(), process);
    byParent.computeIfAbsent(process.parent(), any -> new ArrayList<>()).add(process);
  }

  /** Whether all was seen that belongs to a tree: otherwise another look may find more. */
  boolean isComplete() {
    return complete && !blind;
  }

  /**
   * Whether it says nothing about any process, as the system did not let us look: we have run out
   * of file descriptors, mostly.
   */
  boolean isBlind() {
    return blind;
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
