package io.jobsch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.Ending;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories that chance wrote: a {@link SimulatedWorld} for each seed. The {@link EngineInvariants}
 * hold after every step, and at the end everything that can run has come to its end. A failure
 * names its seed; {@code -Djobsch.seeds=4711-4711} runs that one again, and {@code
 * -Djobsch.seeds=1-1000000} is a longer campaign. Afterwards it is checked that the run has been
 * where it was to go: along every arrow of the tables, to every kind of value, through every bad
 * moment that is worth a name.
 */
class RandomHistoriesTest {
  private static final Seeds SEEDS = Seeds.of("jobsch.seeds", 2_000);
  private static final int HAPPENINGS = 250;
  private static final Walked WALKED = new Walked();

  @BeforeAll
  static void any_history_keeps_the_invariants_and_comes_to_rest() {
    SEEDS.play(seed -> new SimulatedWorld(seed, WALKED, each -> {}).run(HAPPENINGS));
  }

  private static Walked walked() {
    SEEDS.assumeThatTheyGoEverywhere();
    return WALKED;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void the_same_seed_gives_the_same_run_byte_for_byte(long seed) {
    assertThat(trace(seed)).isEqualTo(trace(seed));
  }

  private static String trace(long seed) {
    StringBuilder text = new StringBuilder();
    new SimulatedWorld(seed, new Walked(), each -> text.append(each).append('\n')).run(HAPPENINGS);
    return text.toString();
  }

  @Test
  void every_arrow_of_the_tables_is_walked() {
    SortedSet<String> arrows = new TreeSet<>();
    for (NodeState from : NodeState.values()) {
      from.next().forEach(to -> arrows.add("node " + from + " -> " + to));
    }
    for (JobState from : JobState.values()) {
      from.next().forEach(to -> arrows.add("job " + from + " -> " + to));
    }
    assertThat(walked().arrows()).containsExactlyElementsOf(arrows);
  }

  @Test
  void every_kind_of_value_is_seen() {
    List<String> kinds =
        Stream.of(
                Event.class,
                Fact.class,
                Effect.class,
                Deadline.class,
                Order.class,
                News.class,
                Ending.class)
            .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
            .map(Class::getName)
            .sorted()
            .toList();
    assertThat(walked().kinds()).containsExactlyElementsOf(kinds);
  }

  @Test
  void every_reason_and_every_cause_is_given() {
    assertThat(walked().reasons()).containsExactlyInAnyOrder(Reason.Code.values());
    assertThat(walked().causes()).containsExactlyInAnyOrder(StopCause.values());
  }

  @Test
  void every_bad_moment_comes() {
    Set<Walked.Situation> all = EnumSet.allOf(Walked.Situation.class);
    all.removeAll(AllocationHistoriesTest.IN_CROWDS_ALONE);
    assertThat(walked().situations().keySet()).containsAll(all);
  }
}
