package io.jobsch.vertx.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Entries in their order. Of each stream of a command only the last word is kept: it says all that
 * the earlier ones said. So the chronicle of a job is bounded by the size of the job. Not safe for
 * several threads.
 */
final class Chronicle {
  /** The entry, while there is one only: so it is with each job that waits, of which many may. */
  private Optional<Entry> only = Optional.empty();

  /** All entries, if there were more. */
  private NavigableMap<Long, Entry> entries = Collections.emptyNavigableMap();

  /** The numbers of the last words. There is a chronicle for each job that waits, without any. */
  private Map<StreamKey, Long> streams = Map.of();

  private long droppedUpTo;

  void add(Entry entry) {
    if (only.isEmpty() && entries.isEmpty() && key(entry).isEmpty()) {
      only = Optional.of(entry);
      return;
    }
    spread();
    key(entry).flatMap(key -> replaced(key, entry.number())).ifPresent(entries::remove);
    entries.put(entry.number(), entry);
  }

  private void spread() {
    if (entries.isEmpty()) {
      entries = new TreeMap<>();
      only.ifPresent(it -> entries.put(it.number(), it));
      only = Optional.empty();
    }
  }

  private Optional<Long> replaced(StreamKey key, long number) {
    if (streams.isEmpty()) {
      streams = new HashMap<>();
    }
    return Optional.ofNullable(streams.put(key, number));
  }

  private static Optional<StreamKey> key(Entry entry) {
    return entry.happening() instanceof Happening.Output output
        ? Optional.of(new StreamKey(output.job(), output.node(), output.stream()))
        : Optional.empty();
  }

  /** Drops the oldest entries, until there are no more than so many. */
  void cutTo(int most) {
    if (only.isPresent() && most > 0) {
      return;
    }
    spread();
    while (entries.size() > most) {
      Entry oldest = entries.pollFirstEntry().getValue();
      droppedUpTo = oldest.number();
      key(oldest).ifPresent(key -> streams.remove(key, oldest.number()));
    }
  }

  /** The next entries behind a place. */
  List<Entry> after(long number, int most) {
    if (only.isPresent()) {
      return only.filter(it -> it.number() > number && most > 0).stream().toList();
    }
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries.tailMap(number, false).values()) {
      if (found.size() == most) {
        break;
      }
      found.add(entry);
    }
    return found;
  }

  /** Whether nothing that came behind a place was dropped. */
  boolean reaches(long number) {
    return number >= droppedUpTo;
  }
}
