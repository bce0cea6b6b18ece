package io.jobsch.local.manual;

import java.time.Duration;
import java.util.Optional;

/**
 * When a worker is there.
 *
 * @param joinsAfter how long after it was added it joins
 * @param vanishesAfter how long after it joined it is gone, with all that it runs
 * @param comesBackAfter how long after it was gone it joins again, and stays
 */
record Presence(
    Duration joinsAfter, Optional<Duration> vanishesAfter, Optional<Duration> comesBackAfter) {
  /** From the start, for good. */
  static final Presence STAYS = new Presence(Duration.ZERO, Optional.empty(), Optional.empty());

  Presence joinsAfter(Duration time) {
    return new Presence(time, vanishesAfter, comesBackAfter);
  }

  Presence vanishesAfter(Duration time) {
    return new Presence(joinsAfter, Optional.of(time), comesBackAfter);
  }

  Presence comesBackAfter(Duration time) {
    return new Presence(joinsAfter, vanishesAfter, Optional.of(time));
  }
}
