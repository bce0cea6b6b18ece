package io.jobsch.agent;

import io.jobsch.plan.AttemptId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The attempts that a worker knows of: those that run, those that have ended and whose end has not
 * been acknowledged, and, so that an order that was long on its way starts nothing twice, the names
 * of the last that were. Safe for use by any thread.
 */
final class Attempts {
  private static final int REMEMBERED = 10_000;

  private final Map<AttemptId, Attempt> held = new LinkedHashMap<>();
  private final Set<AttemptId> acknowledged = new LinkedHashSet<>();

  synchronized Optional<Attempt> find(AttemptId id) {
    return Optional.ofNullable(held.get(id));
  }

  synchronized boolean isOver(AttemptId id) {
    return acknowledged.contains(id);
  }

  synchronized void add(Attempt attempt) {
    held.put(attempt.id(), attempt);
  }

  synchronized void acknowledged(AttemptId id) {
    if (held.remove(id) != null) {
      acknowledged.add(id);
      if (acknowledged.size() > REMEMBERED) {
        acknowledged.remove(acknowledged.iterator().next());
      }
    }
  }

  synchronized SortedSet<AttemptId> ids() {
    return new TreeSet<>(held.keySet());
  }

  synchronized Collection<Attempt> all() {
    return List.copyOf(held.values());
  }

  /**
   * One that runs and is not of that role of that job: a worker plays one role of one job at a
   * time.
   */
  synchronized Optional<Attempt> playingOther(Attempt wanted) {
    return new ArrayList<>(held.values())
        .stream().filter(it -> !it.hasEnded()).filter(it -> !it.playsAs(wanted)).findFirst();
  }
}
