package io.jobsch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pools too small for what is asked of them: a {@link CrowdedPool} for each seed. After every step
 * it is looked into, by trying all ways, that nobody who waits in front has been delayed and nobody
 * waits who could start; that who has waited too long has reserved what there is for it; and who
 * was told a time has started by then. {@code -Djobsch.pools=4711-4711} runs one again, {@code
 * -Djobsch.pools=1-1000000} is a longer campaign.
 */
class AllocationHistoriesTest {
  private static final Seeds SEEDS = Seeds.of("jobsch.pools", 1_000);

  /** What takes more jobs that wait than there are in {@link RandomHistoriesTest}. */
  static final Set<Walked.Situation> IN_CROWDS_ALONE =
      Set.of(Walked.Situation.JOB_MAKES_WAY_FOR_ONE_THAT_HAS_WAITED_TOO_LONG);

  private static final int HAPPENINGS = 80;
  private static final Walked WALKED = new Walked();

  @BeforeAll
  static void nobody_is_delayed_and_nobody_waits_in_vain() {
    SEEDS.play(seed -> new CrowdedPool(seed, WALKED).run(HAPPENINGS));
  }

  @Test
  void what_is_looked_for_has_been_met() {
    SEEDS.assumeThatTheyGoEverywhere();
    assertThat(WALKED.situations())
        .containsKeys(
            Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_CANNOT,
            Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_WAITS,
            Walked.Situation.JOB_OVERTAKES_BY_ITS_PRIORITY,
            Walked.Situation.BACKFILL_ACROSS_A_RESERVATION,
            Walked.Situation.BACKFILL_ON_WORKERS_THAT_ARE_NOT_NEEDED,
            Walked.Situation.JOB_THAT_HAS_WAITED_TOO_LONG_RESERVES_BEHIND_ANOTHER)
        .containsKeys(IN_CROWDS_ALONE.toArray(Walked.Situation[]::new));
  }
}
