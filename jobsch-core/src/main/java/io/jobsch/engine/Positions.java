package io.jobsch.engine;

import java.util.BitSet;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many jobs are before another in the queue, in little time and space: a bit for each
 * job, in blocks of consecutive numbers.
 */
final class Positions {
  private static final int BLOCK = 512;

  private final NavigableMap<Integer, NavigableMap<Long, BitSet>> byPriority =
      new TreeMap<>(Comparator.reverseOrder());

  void add(QueuedJob job) {
    byPriority
        .computeIfAbsent(job.priority(), priority -> new TreeMap<>())
        .computeIfAbsent(block(job), block -> new BitSet())
        .set(bit(job));
  }

  void remove(QueuedJob job) {
    byPriority.computeIfPresent(
        job.priority(),
        (priority, blocks) -> {
          blocks.computeIfPresent(block(job), (block, bits) -> without(bits, bit(job)));
          return blocks.isEmpty() ? null : blocks;
        });
  }

  private static @Nullable BitSet without(BitSet bits, int bit) {
    bits.clear(bit);
    return bits.isEmpty() ? null : bits;
  }

  /** How many of those that were added come before that one. */
  int ahead(QueuedJob job) {
    int count = 0;
    for (NavigableMap<Long, BitSet> blocks : byPriority.headMap(job.priority(), false).values()) {
      count += count(blocks);
    }
    NavigableMap<Long, BitSet> equals = byPriority.getOrDefault(job.priority(), new TreeMap<>());
    count += count(equals.headMap(block(job), false));
    return count + equals.getOrDefault(block(job), new BitSet()).get(0, bit(job)).cardinality();
  }

  private static int count(NavigableMap<Long, BitSet> blocks) {
    return blocks.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  private static long block(QueuedJob job) {
    return job.sequence() / BLOCK;
  }

  private static int bit(QueuedJob job) {
    return (int) (job.sequence() % BLOCK);
  }
}
