package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.Suitability;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of which roles a worker suits. Workers of whom the same is known are one {@link
 * WorkerClass}.
 *
 * @param declared what it said when it joined
 * @param answers what it said when it was asked; empty unless it has to be
 * @param problem why it suits nothing, if it cannot tell
 */
record KnownSuitability(
    Suitability declared, SortedMap<RoleName, Boolean> answers, Optional<String> problem) {
  private static final long OPEN = 1 << 16;

  KnownSuitability {
    answers = Collections.unmodifiableSortedMap(answers);
  }

  /** All that is known of a worker that has just joined. */
  static KnownSuitability declared(Suitability suitability) {
    return new KnownSuitability(suitability, new TreeMap<>(), Optional.empty());
  }

  KnownSuitability learned(Map<RoleName, Boolean> more, Optional<String> problemNow) {
    SortedMap<RoleName, Boolean> all = new TreeMap<>(answers);
    all.putAll(more);
    return new KnownSuitability(declared, all, problemNow);
  }

  KnownSuitability forgot(RoleName role) {
    SortedMap<RoleName, Boolean> others = new TreeMap<>(answers);
    others.remove(role);
    return new KnownSuitability(declared, others, problem);
  }

  /** A worker that cannot tell what it suits, suits nothing. */
  boolean suits(RoleName role) {
    return problem.isEmpty() && knows(role).orElse(false);
  }

  /** Whether it suits a role; empty if it has to be asked. */
  Optional<Boolean> knows(RoleName role) {
    if (declared instanceof Suitability.Everything) {
      return Optional.of(true);
    }
    if (declared instanceof Suitability.Patterns some) {
      return Optional.of(some.patterns().stream().anyMatch(each -> each.matches(role)));
    }
    return Optional.ofNullable(answers.get(role));
  }

  /**
   * How much it may suit beside what is wanted now, as a number to compare: an open pattern, or
   * that it has to be asked, counts for more than any number of names.
   */
  int breadth() {
    long breadth =
        declared instanceof Suitability.Patterns some
            ? some.patterns().stream().mapToLong(each -> each.isOpen() ? OPEN : 1).sum()
            : OPEN + answers.values().stream().filter(suits -> suits).count();
    return (int) Math.min(breadth, Integer.MAX_VALUE);
  }

  boolean isEverything() {
    return declared instanceof Suitability.Everything;
  }

  boolean mustBeAsked() {
    return declared instanceof Suitability.OnRequest;
  }
}
