package io.jobsch.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A process table that a test fills. */
final class FakeTable implements ProcessTable {
  private final Map<Long, Sighting> processes = new LinkedHashMap<>();
  private final Map<Long, Set<Tag>> tags = new LinkedHashMap<>();
  private final Set<Long> vanishing = new HashSet<>();

  FakeTable with(long pid, long start, long parent, Tag... tags) {
    return with(pid, start, parent, 'S', tags);
  }

  FakeTable with(long pid, long start, long parent, char state, Tag... tags) {
    processes.put(pid, new Sighting(new ProcessId(pid, start), parent, state, 1, "fake"));
    this.tags.put(pid, Set.of(tags));
    return this;
  }

  /** It is listed, and gone when one looks at it. */
  FakeTable withVanishing(long pid) {
    vanishing.add(pid);
    return this;
  }

  FakeTable withUnreadable(long pid, char state) {
    with(pid, 50, 1, state);
    tags.remove(pid);
    return this;
  }

  FakeTable without(long pid) {
    processes.remove(pid);
    return this;
  }

  @Override
  public List<Long> pids() {
    List<Long> all = new ArrayList<>(processes.keySet());
    all.addAll(vanishing);
    return all;
  }

  @Override
  public Optional<Sighting> find(long pid) {
    return Optional.ofNullable(processes.get(pid));
  }

  @Override
  public Optional<Set<Tag>> tags(Sighting process) {
    return Optional.ofNullable(tags.get(process.pid()));
  }
}
