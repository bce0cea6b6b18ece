package io.jobsch.engine;

import java.util.BitSet;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts how many jobs are before another in the queue, in little time and space: a bit for each
 * job, in blocks of consecutive numbers.
 */
final class Positions {
  private static final int BLOCK = 512;

  private final NavigableMap<Integer, NavigableMap<Long, Block>> byPriority =
      new TreeMap<>(Comparator.reverseOrder());
  private Block lastAddedTo = Block.NONE;
  private Block lastRemovedFrom = Block.NONE;

  /** The jobs of one priority and of consecutive numbers. */
  private record Block(int priority, long number, BitSet bits) {
    /** There is no such number. */
    static final Block NONE = new Block(0, -1, new BitSet());

    boolean isFor(QueuedJob job) {
      return number == Positions.number(job) && priority == job.priority();
    }
  }

  void add(QueuedJob job) {
    if (!lastAddedTo.isFor(job)) {
      lastAddedTo =
          byPriority
              .computeIfAbsent(job.priority(), priority -> new TreeMap<>())
              .computeIfAbsent(
                  number(job), number -> new Block(job.priority(), number, new BitSet()));
    }
    lastAddedTo.bits().set(bit(job));
  }

  /** One that was added. Most leave where others have left before. */
  void remove(QueuedJob job) {
    if (!lastRemovedFrom.isFor(job)) {
      lastRemovedFrom =
          byPriority
              .getOrDefault(job.priority(), new TreeMap<>())
              .getOrDefault(number(job), Block.NONE);
    }
    lastRemovedFrom.bits().clear(bit(job));
    if (lastRemovedFrom.bits().isEmpty()) {
      drop(lastRemovedFrom);
      lastAddedTo = Block.NONE;
      lastRemovedFrom = Block.NONE;
    }
  }

  private void drop(Block block) {
    byPriority.computeIfPresent(
        block.priority(),
        (priority, blocks) -> {
          blocks.remove(block.number());
          return blocks.isEmpty() ? null : blocks;
        });
  }

  /** How many of those that were added come before that one. */
  int ahead(QueuedJob job) {
    int count = 0;
    for (NavigableMap<Long, Block> blocks : byPriority.headMap(job.priority(), false).values()) {
      count += count(blocks);
    }
    NavigableMap<Long, Block> equals = byPriority.getOrDefault(job.priority(), new TreeMap<>());
    count += count(equals.headMap(number(job), false));
    return count
        + equals.getOrDefault(number(job), Block.NONE).bits().get(0, bit(job)).cardinality();
  }

  private static int count(NavigableMap<Long, Block> blocks) {
    return blocks.values().stream().mapToInt(block -> block.bits().cardinality()).sum();
  }

  private static long number(QueuedJob job) {
    return job.sequence() / BLOCK;
  }

  private static int bit(QueuedJob job) {
    return (int) (job.sequence() % BLOCK);
  }
}
