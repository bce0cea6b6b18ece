package io.jobsch.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every implementation of {@link Timers} does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TimersContract {
  private static final long SOON = Duration.ofMillis(5).toNanos();
  private static final long LATER = Duration.ofHours(1).toNanos();

  private Timers timers;

  /** For those that supply an implementation. */
  protected TimersContract() {}

  /** New ones, for one test; whoever supplies them closes them after it. */
  protected abstract Timers timers();

  /** Lets so much time pass, if that does not happen by itself; returns at once if it does. */
  protected abstract void letPass(Duration time);

  @BeforeEach
  final void take() {
    timers = timers();
  }

  @Test
  void ticks_never_go_back_for_any_thread() throws InterruptedException {
    AtomicBoolean wentBack = new AtomicBoolean();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(new Thread(() -> wentBack.compareAndSet(false, !ticksGrow(10_000))));
    }

    readers.forEach(Thread::start);
    for (int i = 0; i < 1_000; i++) {
      letPass(Duration.ofNanos(1));
    }
    join(readers);

    assertThat(wentBack).isFalse();
  }

  private boolean ticksGrow(int times) {
    long last = timers.ticks();
    for (int i = 0; i < times; i++) {
      long now = timers.ticks();
      if (now < last) {
        return false;
      }
      last = now;
    }
    return true;
  }

  @Test
  void ticks_and_the_time_of_day_go_on() {
    long ticks = timers.ticks();
    Instant day = timers.wallClock();

    until(() -> timers.ticks() > ticks + SOON && timers.wallClock().isAfter(day));
  }

  @Test
  void ticks_begin_with_the_time_of_day_so_that_they_outlive_their_process() {
    Instant day = timers.wallClock();
    Instant counted = Instant.EPOCH.plusNanos(timers.ticks());

    assertThat(timers.ticks()).isNotNegative();
    assertThat(Duration.between(day, counted).abs()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_delay_counts_from_now_and_not_past_the_end_of_time() {
    Call now = new Call(timers.ticks());
    timers.in(Duration.ZERO, now);
    Call before = new Call(Long.MIN_VALUE);
    timers.in(Duration.ofSeconds(Long.MIN_VALUE), before);
    Call never = new Call(Long.MAX_VALUE);
    timers.in(Duration.ofSeconds(Long.MAX_VALUE), never);
    timers.in(Duration.ofNanos(Long.MAX_VALUE), never);
    Call soon = new Call(timers.ticks() + SOON);
    timers.in(Duration.ofNanos(SOON), soon);

    until(() -> soon.times.get() == 1);

    assertThat(soon.at.get()).isGreaterThanOrEqualTo(soon.due);
    assertThat(now.times).hasValue(1);
    assertThat(before.times).hasValue(1);
    assertThat(never.times).hasValue(0);
  }

  @Test
  void a_task_is_called_at_its_time_and_not_before() {
    List<Call> calls = new ArrayList<>();
    long start = timers.ticks();
    for (int i = 1; i <= 20; i++) {
      Call call = new Call(start + i * SOON);
      calls.add(call);
      timers.at(call.due, call);
    }

    until(() -> calls.stream().allMatch(it -> it.times.get() > 0));

    assertThat(calls).allSatisfy(it -> assertThat(it.at.get()).isGreaterThanOrEqualTo(it.due));
  }

  @Test
  void a_task_is_called_once() {
    Call first = new Call(timers.ticks() + SOON);
    Call second = new Call(first.due + 10 * SOON);
    timers.at(first.due, first);
    timers.at(second.due, second);

    until(() -> second.times.get() > 0);

    assertThat(first.times).hasValue(1);
    assertThat(second.times).hasValue(1);
  }

  @Test
  void a_time_in_the_past_means_now() {
    Call before = new Call(timers.ticks() - SOON);
    Call everBefore = new Call(Long.MIN_VALUE);
    timers.at(before.due, before);
    timers.at(everBefore.due, everBefore);

    until(() -> before.times.get() == 1 && everBefore.times.get() == 1);
  }

  @Test
  void the_end_of_time_does_not_come() {
    Call never = new Call(Long.MAX_VALUE);
    timers.at(never.due, never);

    outlast();

    assertThat(never.times).hasValue(0);
  }

  @Test
  void a_task_is_not_called_while_it_is_being_set() {
    AtomicReference<Thread> setting = new AtomicReference<>();
    AtomicBoolean within = new AtomicBoolean();
    AtomicInteger called = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      setting.set(Thread.currentThread());
      timers.at(
          timers.ticks() - 1,
          () -> {
            within.compareAndSet(false, setting.get() == Thread.currentThread());
            called.incrementAndGet();
          });
      setting.set(null);
    }

    until(() -> called.get() == 100);

    assertThat(within).isFalse();
  }

  @Test
  void a_task_may_set_and_take_back_others() {
    Call takenBack = new Call(timers.ticks() + 10 * SOON);
    Timers.Timer timer = timers.at(takenBack.due, takenBack);
    Call next = new Call(timers.ticks() + 20 * SOON);
    timers.at(
        timers.ticks(),
        () -> {
          timer.cancel();
          timers.at(next.due, next);
        });

    until(() -> next.times.get() == 1);

    assertThat(takenBack.times).hasValue(0);
  }

  @Test
  void what_a_task_throws_does_not_disturb_the_others() {
    Call other = new Call(timers.ticks() + SOON);
    timers.at(
        timers.ticks(),
        () -> {
          throw new IllegalStateException("a test's");
        });
    timers.at(
        timers.ticks(),
        () -> {
          throw new AssertionError("a test's");
        });
    timers.at(other.due, other);

    until(() -> other.times.get() == 1);

    Call later = new Call(timers.ticks() + SOON);
    timers.at(later.due, later);
    until(() -> later.times.get() == 1);
  }

  @Test
  void a_call_that_was_taken_back_is_not_made() {
    Call takenBack = new Call(timers.ticks() + 10 * SOON);
    timers.at(takenBack.due, takenBack).cancel();

    outlast();

    assertThat(takenBack.times).hasValue(0);
  }

  @Test
  void taking_back_a_call_that_has_been_made_or_taken_back_is_harmless() {
    Call made = new Call(timers.ticks());
    Timers.Timer timer = timers.at(made.due, made);
    until(() -> made.times.get() == 1);
    Timers.Timer takenBack = timers.at(timers.ticks() + LATER, made);

    timer.cancel();
    timer.cancel();
    takenBack.cancel();
    takenBack.cancel();
    outlast();

    assertThat(made.times).hasValue(1);
  }

  @Test
  void a_call_that_is_being_made_goes_on_when_it_is_taken_back() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch takenBack = new CountDownLatch(1);
    AtomicBoolean wentOn = new AtomicBoolean();
    Timers.Timer timer =
        timers.at(
            timers.ticks(),
            () -> {
              begun.countDown();
              wentOn.set(awaits(takenBack));
            });
    Thread passing = new Thread(() -> letPass(Duration.ofNanos(SOON)));

    passing.start();
    assertThat(awaits(begun)).isTrue();
    timer.cancel();
    takenBack.countDown();
    passing.join();

    until(wentOn::get);
  }

  @Test
  void nothing_blocks_while_a_task_is_busy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    timers.at(
        timers.ticks(),
        () -> {
          begun.countDown();
          awaits(free);
        });
    Thread passing = new Thread(() -> letPass(Duration.ofNanos(SOON)));
    passing.start();
    assertThat(awaits(begun)).isTrue();

    Call after = new Call(timers.ticks() + SOON);
    timers.at(after.due, after);
    timers.at(timers.ticks() + LATER, after).cancel();
    assertThat(timers.wallClock()).isNotNull();
    assertThat(after.times).hasValue(0);

    free.countDown();
    passing.join();
    until(() -> after.times.get() == 1);
  }

  @Test
  void any_thread_may_set_and_take_back() throws InterruptedException {
    long seed = System.nanoTime();
    Random random = Chance.of(seed);
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger kept = new AtomicInteger();
    AtomicInteger expected = new AtomicInteger();
    List<Thread> setters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long mine = random.nextLong();
      setters.add(new Thread(() -> setSome(new Random(mine), wrong, kept, expected)));
    }

    setters.forEach(Thread::start);
    for (int i = 0; i < 100; i++) {
      letPass(Duration.ofNanos(SOON / 100));
    }
    join(setters);
    until(() -> kept.get() >= expected.get());
    outlast();

    assertThat(kept.get()).as("seed %d", seed).isEqualTo(expected.get());
    assertThat(wrong).as("seed %d", seed).hasValue(0);
  }

  private void setSome(
      Random random, AtomicInteger wrong, AtomicInteger kept, AtomicInteger expected) {
    for (int i = 0; i < 500; i++) {
      if (random.nextBoolean()) {
        expected.incrementAndGet();
        timers.at(timers.ticks() + random.nextInt((int) SOON), kept::incrementAndGet);
      } else {
        timers.at(timers.ticks() + LATER, wrong::incrementAndGet).cancel();
      }
    }
  }

  /** Waits until a call was made that is due well after those of the test. */
  private void outlast() {
    Call last = new Call(timers.ticks() + 20 * SOON);
    timers.at(last.due, last);
    until(() -> last.times.get() == 1);
  }

  private void until(BooleanSupplier holds) {
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              letPass(Duration.ofNanos(SOON));
              return holds.getAsBoolean();
            });
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Counts its calls, and remembers the time of the first. */
  private final class Call implements Runnable {
    private final long due;
    private final AtomicInteger times = new AtomicInteger();
    private final AtomicReference<Long> at = new AtomicReference<>();

    Call(long due) {
      this.due = due;
    }

    @Override
    public void run() {
      at.compareAndSet(null, timers.ticks());
      times.incrementAndGet();
    }
  }
}
