package io.jobsch.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Trees of which nothing but the tag is known. What is just becoming another program shows no tag
 * for a moment, and may be the oldest of its tree; so looks count that have missed nothing.
 */
final class TaggedTrees {
  private static final int COMPLETE_LOOKS = 2;

  /** On a machine where something starts all the time, no look may ever be complete. */
  private static final int LOOKS_THAT_SUFFICE = 20;

  private final List<Snapshot> looks = new ArrayList<>();

  private TaggedTrees() {}

  /**
   * Looks for all of them at once, whatever their tags.
   *
   * @param oldest a start before which nothing of them can be
   */
  static TaggedTrees look(ProcessTable table, long oldest) {
    TaggedTrees trees = new TaggedTrees();
    int complete = 0;
    while (complete < COMPLETE_LOOKS && trees.looks.size() < LOOKS_THAT_SUFFICE) {
      Snapshot look = Snapshot.take(table, oldest);
      trees.looks.add(look);
      complete += look.isComplete() ? 1 : 0;
    }
    return trees;
  }

  /** Nothing, if none of it was seen. */
  Optional<ProcessTree> find(Tag tag) {
    return looks.stream()
        .flatMap(look -> look.tagged(tag).stream())
        .map(Sighting::id)
        .min(Comparator.comparingLong(ProcessId::start))
        .map(oldest -> new ProcessTree(oldest, tag));
  }
}
