package io.jobsch.process;

import static io.jobsch.process.KillPlan.Next.GONE;
import static io.jobsch.process.KillPlan.Next.LOOK_AGAIN;
import static io.jobsch.process.KillPlan.Next.SURVIVED;
import static io.jobsch.process.KillPlan.Next.WAIT;
import static io.jobsch.process.KillSignal.CONT;
import static io.jobsch.process.KillSignal.KILL;
import static io.jobsch.process.KillSignal.STOP;
import static io.jobsch.process.KillSignal.TERM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Looks at a tree that exists in the test only; time is what the test says. */
final class KillPlanTest {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final long SHELL = 100;

  /** The clock of the system may begin anywhere, also right before it wraps around. */
  private long now = Long.MAX_VALUE - 1_000_000;

  private KillPlan plan = new KillPlan(new KillPolicy(GRACE, BOUND), now);
  private KillOrders orders = new KillOrders();

  @Test
  void all_are_asked_first_and_only_once() {
    look(WAIT, process(SHELL, 1), process(101, SHELL));
    assertOrdered(TERM, SHELL, 101);

    look(WAIT, process(SHELL, 1), process(101, SHELL));
    assertNothingOrdered();
  }

  @Test
  void what_is_stopped_is_woken_so_that_it_can_react() {
    look(WAIT, process(SHELL, 1), stopped(101, SHELL));
    assertOrdered(TERM, SHELL, 101);
    assertOrdered(CONT, 101);

    look(WAIT, stopped(101, SHELL));
    assertNothingOrdered();
  }

  @Test
  void what_a_member_starts_to_end_in_peace_is_left_alone_until_its_grace_is_over() {
    look(WAIT, process(SHELL, 1));
    look(WAIT, process(SHELL, 1), process(102, SHELL));
    assertNothingOrdered();

    passes(GRACE);
    look(LOOK_AGAIN, process(SHELL, 1), process(102, SHELL));
    assertOrdered(STOP, SHELL, 102);
  }

  @Test
  void what_was_forked_behind_our_back_and_lost_its_parent_is_asked_too() {
    look(WAIT, process(SHELL, 1));
    look(WAIT, process(102, 1));
    assertOrdered(TERM, 102);
  }

  @Test
  void it_is_gone_when_two_complete_looks_found_nothing() {
    look(WAIT, process(SHELL, 1));
    look(LOOK_AGAIN);
    look(GONE);
  }

  @Test
  void one_empty_look_proves_nothing() {
    look(WAIT, process(SHELL, 1));
    look(LOOK_AGAIN);
    look(WAIT, process(101, 1));
    look(LOOK_AGAIN);
    look(GONE);
  }

  @Test
  void looks_that_missed_something_prove_nothing_but_many_suffice() {
    look(WAIT, process(SHELL, 1));
    for (int i = 0; i < 19; i++) {
      assertThat(plan.look(List.of(), false, now, orders)).isEqualTo(WAIT);
    }
    assertThat(plan.look(List.of(), false, now, orders)).isEqualTo(GONE);
  }

  @Test
  void blind_looks_never_prove_it_gone() {
    look(WAIT, process(SHELL, 1));
    for (int i = 0; i < 100; i++) {
      assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);
    }
    look(LOOK_AGAIN);
    assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);
    look(GONE);
  }

  @Test
  void what_cannot_be_seen_for_a_bound_after_its_grace_counts_as_survived() {
    assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);
    passes(GRACE);
    assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);
    passes(BOUND.minusNanos(1));
    assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);

    passes(Duration.ofNanos(1));

    assertThat(plan.lookBlindly(now)).isEqualTo(SURVIVED);
  }

  @Test
  void what_comes_into_sight_late_has_its_whole_bound_from_its_kill_on() {
    passes(GRACE);
    assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);
    passes(BOUND.minusNanos(1));

    look(LOOK_AGAIN, process(SHELL, 1));
    look(WAIT, process(SHELL, 1));
    passes(BOUND.minusNanos(1));
    look(WAIT, process(SHELL, 1));

    assertThat(plan.lookBlindly(now)).isEqualTo(WAIT);
  }

  @Test
  void after_the_grace_all_are_stopped_before_any_is_killed() {
    look(WAIT, process(SHELL, 1));
    passes(GRACE);

    look(LOOK_AGAIN, process(SHELL, 1));
    assertOrdered(STOP, SHELL);
    assertOrdered(KILL);
    look(LOOK_AGAIN, stopped(SHELL, 1), process(101, SHELL));
    assertOrdered(STOP, 101);
    look(WAIT, stopped(SHELL, 1), stopped(101, SHELL));
    assertOrdered(KILL, SHELL, 101);
    look(LOOK_AGAIN);
    look(GONE);
    assertThat(plan.hasSent(TERM, id(SHELL))).isTrue();
    assertThat(plan.hasSent(KILL, id(SHELL))).isTrue();
    assertThat(plan.hasSent(TERM, id(101))).isFalse();
  }

  @Test
  void without_grace_nobody_is_asked() {
    plan = new KillPlan(new KillPolicy(Duration.ZERO, BOUND), now);

    look(LOOK_AGAIN, process(SHELL, 1));

    assertOrdered(STOP, SHELL);
    assertOrdered(TERM);
  }

  @Test
  void it_can_be_hastened_and_not_be_slowed_down() {
    look(WAIT, process(SHELL, 1));
    plan.hasten(Duration.ofDays(1), now);
    passes(GRACE.minusNanos(1));
    look(WAIT, process(SHELL, 1));

    plan.hasten(Duration.ZERO, now);

    look(LOOK_AGAIN, process(SHELL, 1));
    assertOrdered(STOP, SHELL);
  }

  @Test
  void what_is_there_a_bound_after_it_was_killed_has_survived() {
    plan = new KillPlan(new KillPolicy(Duration.ZERO, BOUND), now);
    look(LOOK_AGAIN, process(SHELL, 1));
    look(WAIT, process(SHELL, 1));
    passes(BOUND.minusNanos(1));
    look(WAIT, process(SHELL, 1));
    assertOrdered(KILL, SHELL);
    assertThat(orders.hasNews()).as("it was sent that before").isFalse();

    passes(Duration.ofNanos(1));

    look(SURVIVED, process(SHELL, 1));
  }

  @Test
  void what_forks_faster_than_it_is_stopped_is_killed_on_sight() {
    plan = new KillPlan(new KillPolicy(Duration.ZERO, BOUND), now);
    long pid = SHELL;
    for (int round = 0; round < 8; round++) {
      assertThat(plan.killsOnSight()).isFalse();
      look(LOOK_AGAIN, process(pid, 1));
      assertOrdered(STOP, pid++);
    }

    look(WAIT, process(pid, 1));

    assertOrdered(KILL, pid);
    assertThat(plan.killsOnSight()).isTrue();
  }

  @Test
  void the_longest_durations_do_no_harm() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    plan = new KillPlan(new KillPolicy(forever, forever), now);
    passes(Duration.ofDays(3650));

    look(WAIT, process(SHELL, 1));

    assertOrdered(TERM, SHELL);
  }

  private void look(KillPlan.Next expected, Sighting... found) {
    orders = new KillOrders();
    assertThat(plan.look(Arrays.asList(found), true, now, orders)).isEqualTo(expected);
  }

  private void assertOrdered(KillSignal signal, long... pids) {
    assertThat(orders.recipients(signal))
        .containsExactlyElementsOf(LongStream.of(pids).mapToObj(KillPlanTest::id).toList());
  }

  private void assertNothingOrdered() {
    assertThat(KillSignal.values()).allMatch(signal -> orders.recipients(signal).isEmpty());
  }

  private void passes(Duration duration) {
    now += duration.toNanos();
  }

  private static ProcessId id(long pid) {
    return new ProcessId(pid, 50);
  }

  private static Sighting process(long pid, long parent) {
    return new Sighting(id(pid), parent, 'S', 1, "fake");
  }

  private static Sighting stopped(long pid, long parent) {
    return new Sighting(id(pid), parent, 'T', 1, "fake");
  }
}
