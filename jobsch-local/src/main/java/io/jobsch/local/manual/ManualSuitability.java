package io.jobsch.local.manual;

import io.jobsch.agent.FixedSuitability;
import io.jobsch.agent.PredicateSuitability;
import io.jobsch.agent.WorkerSuitability;
import io.jobsch.spi.RoleSuitability;
import io.jobsch.workers.RolePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which roles a worker suits, and when it says so.
 *
 * @param patterns none for every role
 * @param asked how it answers, among roles of some patterns; empty where nobody has to ask it
 * @param answersAfter how long it takes to answer
 */
record ManualSuitability(
    List<RolePattern> patterns,
    Optional<Function<List<RolePattern>, WorkerSuitability>> asked,
    Duration answersAfter) {
  static final ManualSuitability EVERYTHING =
      new ManualSuitability(List.of(), Optional.empty(), Duration.ZERO);

  ManualSuitability pattern(String glob) {
    List<RolePattern> more = new ArrayList<>(patterns);
    more.add(new RolePattern(glob));
    return new ManualSuitability(List.copyOf(more), asked, answersAfter);
  }

  ManualSuitability accepting(RoleSuitability predicate) {
    return asked(among -> new PredicateSuitability(predicate, among));
  }

  ManualSuitability failing(String problem) {
    return asked(among -> new FailingSuitability(among, problem));
  }

  private ManualSuitability asked(Function<List<RolePattern>, WorkerSuitability> answering) {
    return new ManualSuitability(patterns, Optional.of(answering), answersAfter);
  }

  ManualSuitability after(Duration time) {
    ManualSuitability slow = asked.isPresent() ? this : accepting(role -> true);
    return new ManualSuitability(patterns, slow.asked, time);
  }

  /** As a worker has it. */
  WorkerSuitability ofWorker() {
    return asked
        .map(answering -> answering.apply(patterns))
        .orElseGet(
            () ->
                patterns.isEmpty()
                    ? FixedSuitability.everything()
                    : FixedSuitability.patterns(patterns));
  }
}
