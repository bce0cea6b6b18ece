package io.jobsch.engine;

import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.Planner;
import io.jobsch.spec.JobSpec;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** How long a job takes at most: with kills of 20 s each, in seconds. */
class TimeBoundTest {
  private static final Duration KILL = Duration.ofSeconds(20);

  private static JobSpec takes(int seconds) {
    return sh("x").timeout(Duration.ofSeconds(seconds));
  }

  private static long bound(JobSpec job) {
    long nanos = TimeBound.of(Planner.plan(job), KILL);
    return nanos == TimeBound.NONE ? -1 : Duration.ofNanos(nanos).toSeconds();
  }

  @Test
  void a_command_takes_its_timeout_and_a_kill() {
    assertThat(bound(takes(5))).isEqualTo(25);
    assertThat(bound(sh("x"))).isEqualTo(-1);
  }

  @Test
  void a_sequence_takes_the_sum_of_its_parts() {
    assertThat(bound(sequence(takes(1), takes(2), takes(3)))).isEqualTo(66);
    assertThat(bound(sequence(takes(1), sh("x"), takes(3)))).isEqualTo(-1);
  }

  @Test
  void a_parallel_group_takes_its_longest_part() {
    assertThat(bound(parallel(takes(1), takes(7), takes(3)))).isEqualTo(27);
    assertThat(bound(parallel(takes(1), sh("x")))).isEqualTo(-1);
  }

  @Test
  void where_only_some_run_at_a_time_the_others_are_shared_among_them() {
    assertThat(bound(parallel(takes(10), takes(20), takes(30), takes(40)).maxParallel(2)))
        .isEqualTo(60 + (30 + 40 + 50) / 2);
    assertThat(bound(parallel(takes(10), takes(20)).maxParallel(1))).isEqualTo(30 + 40);
    assertThat(bound(parallel(takes(10), takes(20)).maxParallel(2))).isEqualTo(40);
    assertThat(bound(parallel(takes(10), sh("x")).maxParallel(1))).isEqualTo(-1);
  }

  @Test
  void a_groups_timeout_and_a_kill_bind_what_is_below_it() {
    assertThat(bound(sequence(takes(100), sh("x")).timeout(Duration.ofSeconds(10)))).isEqualTo(30);
    assertThat(bound(sequence(takes(1)).timeout(Duration.ofSeconds(500)))).isEqualTo(21);
    assertThat(
            bound(
                sequence(
                    parallel(sh("x"), takes(1)).timeout(Duration.ofSeconds(10)),
                    sequence(takes(2), takes(3)))))
        .isEqualTo(30 + 45);
  }

  @Test
  void what_is_beyond_counting_is_no_bound() {
    JobSpec ages = sh("x").timeout(Duration.ofSeconds(1_000_000_000));
    assertThat(bound(ages)).isPositive();
    assertThat(bound(sequence(Collections.nCopies(10, ages)))).isEqualTo(-1);
    assertThat(bound(sequence(Collections.nCopies(10, ages)).timeout(Duration.ofSeconds(1))))
        .isEqualTo(21);
  }
}
