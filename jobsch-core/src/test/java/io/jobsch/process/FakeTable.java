package io.jobsch.process;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A process table that a test fills. We are in it from the beginning. */
final class FakeTable implements ProcessTable {
  private static final long OURSELVES = 7;

  private final Map<Long, Sighting> processes = new LinkedHashMap<>();
  private final Map<Long, Set<Tag>> tags = new LinkedHashMap<>();
  private final Set<Long> becoming = new HashSet<>();
  private long chainEnd;
  private boolean busy;
  private long nextPid = 1_000;
  private int listings;

  FakeTable() {
    with(OURSELVES, 0, 1);
  }

  @Override
  public long ourselves() {
    return OURSELVES;
  }

  /** No descriptor is left to list the processes with. */
  FakeTable unlistable() {
    return without(OURSELVES);
  }

  FakeTable with(long pid, long start, long parent, Tag... tags) {
    return with(pid, start, parent, 'S', tags);
  }

  FakeTable with(long pid, long start, long parent, char state, Tag... tags) {
    processes.put(pid, new Sighting(new ProcessId(pid, start), parent, state, 1, "fake"));
    this.tags.put(pid, Set.of(tags));
    return this;
  }

  /** A process that whenever one looks at it has just forked the next, and ended. */
  FakeTable chain(long first, long last, Tag... tags) {
    chainEnd = last;
    return with(first, 60, 1, tags);
  }

  FakeTable withUnreadable(long pid, char state) {
    with(pid, 50, 1, state);
    tags.remove(pid);
    return this;
  }

  /**
   * One that shows no environment when it is looked at first, as it is becoming another program.
   */
  FakeTable becoming(long pid, Tag... tags) {
    becoming.add(pid);
    return with(pid, 50, 1, 'R', tags);
  }

  /**
   * A machine on which others start processes all the time: with each listing there is one more,
   * which is just becoming another program.
   */
  FakeTable busy() {
    busy = true;
    return this;
  }

  /** How often all processes were listed. */
  int listings() {
    return listings;
  }

  FakeTable without(long pid) {
    processes.remove(pid);
    return this;
  }

  @Override
  public List<Long> pids() {
    listings++;
    if (busy) {
      becoming(nextPid++);
    }
    return List.copyOf(processes.keySet());
  }

  @Override
  public Optional<Sighting> find(long pid) {
    Optional<Sighting> found = Optional.ofNullable(processes.get(pid));
    if (found.isPresent() && pid >= 300 && pid < chainEnd) {
      processes.remove(pid);
      with(pid + 1, found.get().id().start(), 1, tags.get(pid).toArray(new Tag[0]));
      return Optional.empty();
    }
    return found;
  }

  @Override
  public Optional<Set<Tag>> tags(Sighting process) {
    return becoming.remove(process.pid())
        ? Optional.empty()
        : Optional.ofNullable(tags.get(process.pid()));
  }
}
