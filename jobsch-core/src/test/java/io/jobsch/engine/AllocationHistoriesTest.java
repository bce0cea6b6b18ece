package io.jobsch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pools too small for what is asked of them: a {@link CrowdedPool} for each seed. After every step
 * it is looked into, by trying all ways, that nobody who waits in front has been delayed and nobody
 * waits who could start; and who was told a time has started by then. {@code
 * -Djobsch.pools=4711-4711} runs one again, {@code -Djobsch.pools=1-1000000} is a longer campaign.
 */
class AllocationHistoriesTest {
  private static final String SEEDS = System.getProperty("jobsch.pools", "1-1000");
  private static final int HAPPENINGS = 80;
  private static final Walked WALKED = new Walked();

  @BeforeAll
  static void nobody_is_delayed_and_nobody_waits_in_vain() {
    String[] range = SEEDS.split("-");
    for (long seed = Long.parseLong(range[0]); seed <= Long.parseLong(range[1]); seed++) {
      try {
        new CrowdedPool(seed, WALKED).run(HAPPENINGS);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Djobsch.pools=" + seed + "-" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void what_is_looked_for_has_been_met() {
    assertThat(WALKED.situations())
        .containsKeys(
            Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_CANNOT,
            Walked.Situation.JOB_STARTS_BEHIND_ONE_THAT_WAITS,
            Walked.Situation.JOB_OVERTAKES_BY_ITS_PRIORITY,
            Walked.Situation.BACKFILL_ACROSS_A_RESERVATION,
            Walked.Situation.BACKFILL_ON_WORKERS_THAT_ARE_NOT_NEEDED);
  }
}
