package io.jobsch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spi.Timers;
import io.jobsch.spi.TimersContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimersTest extends TimersContract {
  private final VirtualTimers timers = new VirtualTimers(Instant.EPOCH);
  private final List<String> calls = new ArrayList<>();

  @Override
  protected Timers timers() {
    return timers;
  }

  @Override
  protected void letPass(Duration time) {
    timers.advance(time);
  }

  @Test
  void tasks_come_in_the_order_of_their_times_and_then_of_their_setting() {
    set("c", 30);
    set("b", 20);
    set("a1", 10);
    set("a2", 10);
    set("past", -5);

    timers.advance(Duration.ofNanos(20));
    assertThat(calls).containsExactly("past at 0", "a1 at 10", "a2 at 10", "b at 20");
    assertThat(timers.ticks()).isEqualTo(20);
    assertThat(timers.pending()).isEqualTo(1);

    timers.advance(Duration.ofNanos(100));
    assertThat(calls).endsWith("c at 30").hasSize(5);
    assertThat(timers.ticks()).isEqualTo(120);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void what_tasks_set_for_the_same_stretch_of_time_is_called_in_its_turn() {
    timers.at(10, () -> set("set by the first", 15));
    set("later", 20);

    timers.advance(Duration.ofNanos(30));

    assertThat(calls).containsExactly("set by the first at 15", "later at 20");
  }

  @Test
  void tasks_are_called_by_whoever_lets_time_pass() {
    List<Thread> callers = new ArrayList<>();
    timers.at(0, () -> callers.add(Thread.currentThread()));
    assertThat(callers).isEmpty();

    timers.advance(Duration.ZERO);

    assertThat(callers).containsExactly(Thread.currentThread());
  }

  @Test
  void the_time_of_day_passes_with_the_ticks_and_may_be_set() {
    timers.advance(Duration.ofSeconds(5));
    assertThat(timers.wallClock()).isEqualTo(Instant.ofEpochSecond(5));

    timers.jump(Duration.ofSeconds(-3));

    assertThat(timers.wallClock()).isEqualTo(Instant.ofEpochSecond(2));
    assertThat(timers.ticks()).isEqualTo(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void a_call_that_was_taken_back_is_not_remembered() {
    timers.at(10, () -> {}).cancel();

    assertThat(timers.pending()).isZero();
  }

  @Test
  void the_time_of_the_next_call_is_known() {
    assertThat(timers.next()).isEmpty();
    set("b", 20);
    timers.at(10, () -> {}).cancel();
    assertThat(timers.next()).hasValue(20);
  }

  @Test
  void time_does_not_go_back() {
    assertThatThrownBy(() -> timers.advance(Duration.ofNanos(-1)))
        .hasMessage("advance: expected 0 or more, found PT-0.000000001S");
  }

  @Test
  void ticks_begin_where_the_day_does() {
    Instant day = Instant.parse("2026-01-01T00:00:00.000000007Z");
    VirtualTimers later = new VirtualTimers(day);

    assertThat(later.ticks()).isEqualTo(1_767_225_600_000_000_007L);
    later.jump(Duration.ofDays(1));
    later.advance(Duration.ofNanos(3));

    assertThat(later.ticks()).isEqualTo(1_767_225_600_000_000_010L);
    assertThat(later.wallClock()).isEqualTo("2026-01-02T00:00:00.000000010Z");
  }

  @Test
  void time_begins_in_1970_and_ends_in_2262() {
    assertThatThrownBy(() -> new VirtualTimers(Instant.EPOCH.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "start: expected a time from 1970-01-01T00:00:00Z to 2262-04-11T23:47:16.854775807Z,"
                + " found 1969-12-31T23:59:59.999999999Z");
    assertThatThrownBy(() -> new VirtualTimers(Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
    VirtualTimers last = new VirtualTimers(Instant.EPOCH.plusNanos(Long.MAX_VALUE - 5));
    assertThatThrownBy(() -> last.advance(Duration.ofNanos(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "advance: expected PT0.000000005S or less, until time ends, found PT0.000000006S");
    assertThatThrownBy(() -> last.advance(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class);

    last.advance(Duration.ofNanos(5));

    assertThat(last.ticks()).isEqualTo(Long.MAX_VALUE);
  }

  private void set(String name, long ticks) {
    timers.at(ticks, () -> calls.add(name + " at " + timers.ticks()));
  }
}
