package io.jobsch.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.LongConsumer;

/**
 * The seeds of histories that a run plays: those that every build plays, unless a property of the
 * system says {@code 4711-4711}.
 */
record Seeds(String property, long first, long last, long usual) {
  static Seeds of(String property, long usual) {
    String[] range = System.getProperty(property, "1-" + usual).split("-");
    return new Seeds(property, Long.parseLong(range[0]), Long.parseLong(range[1]), usual);
  }

  /** Plays a history for each; one that fails names its seed, so that it can be played again. */
  void play(LongConsumer history) {
    for (long seed = first; seed <= last; seed++) {
      try {
        history.accept(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "-D" + property + "=" + seed + "-" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** A few histories do not go everywhere, and need not. */
  void assumeThatTheyGoEverywhere() {
    assumeTrue(last - first + 1 >= usual, "these are too few to go everywhere");
  }
}
