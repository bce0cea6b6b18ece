package io.jobsch.local.manual;

import io.jobsch.workers.RolePattern;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scripted worker. A value: each word answers with a changed copy.
 *
 * @param id its name
 * @param patterns of the roles that it suits; none for every role
 * @param joinsAfter how long after it was added it joins
 * @param vanishesAfter how long after it joined it is gone, with all that it runs
 * @param comesBackAfter how long after it was gone it joins again, and stays
 */
public record ManualWorker(
    WorkerId id,
    List<RolePattern> patterns,
    Duration joinsAfter,
    Optional<Duration> vanishesAfter,
    Optional<Duration> comesBackAfter) {
  /** Copies the patterns, and checks the times. */
  public ManualWorker {
    patterns = List.copyOf(patterns);
    requireTime("joins after", joinsAfter);
    vanishesAfter.ifPresent(time -> requireTime("vanishes after", time));
    comesBackAfter.ifPresent(time -> requireTime("comes back after", time));
    if (comesBackAfter.isPresent() && vanishesAfter.isEmpty()) {
      throw new IllegalArgumentException(
          "comes back after: expected a worker that vanishes, found that " + id + " does not");
    }
  }

  private static void requireTime(String word, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(word + ": expected 0 or more, found " + time);
    }
  }

  /** One of that name that suits every role, joins at once and stays. */
  public static ManualWorker named(String name) {
    return new ManualWorker(
        new WorkerId(name), List.of(), Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /** The same for roles of this pattern only ({@code server*}); said again, for these, too. */
  public ManualWorker suits(String pattern) {
    List<RolePattern> more = new ArrayList<>(patterns);
    more.add(new RolePattern(pattern));
    return new ManualWorker(id, more, joinsAfter, vanishesAfter, comesBackAfter);
  }

  /** The same that joins so long after it was added. */
  public ManualWorker joinsAfter(Duration time) {
    return new ManualWorker(id, patterns, time, vanishesAfter, comesBackAfter);
  }

  /** The same that is gone, as if its plug was pulled, so long after it joined. */
  public ManualWorker vanishesAfter(Duration time) {
    return new ManualWorker(id, patterns, joinsAfter, Optional.of(time), comesBackAfter);
  }

  /**
   * The same that joins again so long after it vanished: in a new life, and knowing nothing of what
   * it ran.
   *
   * @throws IllegalArgumentException if it does not vanish
   */
  public ManualWorker comesBackAfter(Duration time) {
    return new ManualWorker(id, patterns, joinsAfter, vanishesAfter, Optional.of(time));
  }

  /** The same in a life that does not end. */
  ManualWorker toStay() {
    return new ManualWorker(id, patterns, Duration.ZERO, Optional.empty(), Optional.empty());
  }
}
