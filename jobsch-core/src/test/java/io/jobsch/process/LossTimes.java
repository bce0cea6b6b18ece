package io.jobsch.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How long after a loss something of a command was still there. For the documented campaign, which
 * prints it; a build on a busy machine is no place to measure.
 */
final class LossTimes {
  private final Map<String, List<Long>> nanos = new ConcurrentHashMap<>();

  /** Nothing is left now. */
  void note(String loss, long began) {
    nanos.computeIfAbsent(loss, any -> new CopyOnWriteArrayList<>()).add(System.nanoTime() - began);
  }

  void print(String tier) {
    nanos.forEach(
        (loss, all) -> {
          List<Long> sorted = all.stream().sorted().toList();
          // In one piece: several test classes print at the same time.
          System.out.print(
              String.format(
                  "%s, %s, %d times: nothing left after %.0f ms (median), %.0f ms (slowest)%n",
                  tier,
                  loss,
                  sorted.size(),
                  sorted.get(sorted.size() / 2) / 1e6,
                  sorted.get(sorted.size() - 1) / 1e6));
        });
  }
}
