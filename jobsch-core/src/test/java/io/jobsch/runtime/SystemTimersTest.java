package io.jobsch.runtime;

import static java.lang.Thread.State.TERMINATED;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.spi.Timers;
import io.jobsch.spi.TimersContract;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimersTest extends TimersContract {
  private final SystemTimers timers = new SystemTimers();

  @Override
  protected Timers timers() {
    return timers;
  }

  @Override
  protected void letPass(Duration time) {}

  @AfterEach
  void close() {
    timers.close();
  }

  @Test
  void all_calls_are_made_by_one_daemon_thread() {
    Thread first = thread();

    assertThat(first.getName()).isEqualTo("jobsch-timers");
    assertThat(first.isDaemon()).isTrue();
    assertThat(thread()).isSameAs(first);
  }

  @Test
  void the_thread_has_ended_when_close_returns() {
    Thread thread = thread();

    timers.close();
    timers.close();

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void an_interrupt_does_not_cut_the_close_short() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Thread timing = thread();
    timers.at(
        timers.ticks(),
        () -> {
          begun.countDown();
          Uninterrupted.join(whoWaitsFor(free));
        });
    begun.await();
    AtomicBoolean kept = new AtomicBoolean();
    Thread closing =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              timers.close();
              kept.set(!timing.isAlive() && Thread.interrupted());
            });
    closing.start();

    await().until(() -> Set.of(WAITING, TERMINATED).contains(closing.getState()));
    assertThat(closing.isAlive()).isTrue();
    free.countDown();
    closing.join();

    assertThat(kept).isTrue();
  }

  private static Thread whoWaitsFor(CountDownLatch latch) {
    Thread waiting =
        new Thread(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    return waiting;
  }

  @Test
  void a_task_may_close_them() {
    Thread thread = thread();

    timers.at(timers.ticks(), timers::close);

    await().until(() -> !thread.isAlive());
  }

  @Test
  void nothing_is_called_after_the_close() {
    AtomicInteger called = new AtomicInteger();
    timers.at(timers.ticks() + TimeUnit.HOURS.toNanos(1), called::incrementAndGet);
    Thread thread = thread();

    timers.close();
    Timers.Timer timer = timers.at(timers.ticks(), called::incrementAndGet);
    timer.cancel();

    assertThat(thread.isAlive()).isFalse();
    assertThat(called).hasValue(0);
  }

  @Test
  void a_call_that_was_taken_back_is_not_remembered() {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    Reference<Object> task = setAndTakeBack(collected);

    await()
        .until(
            () -> {
              System.gc();
              return collected.poll() == task;
            });
  }

  private Reference<Object> setAndTakeBack(ReferenceQueue<Object> collected) {
    Object caught = new Object();
    timers.at(timers.ticks() + TimeUnit.HOURS.toNanos(1), caught::hashCode).cancel();
    return new PhantomReference<>(caught, collected);
  }

  @Test
  void what_a_task_throws_is_logged() {
    IllegalStateException thrown = new IllegalStateException("a test's");
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler = new Recording(logged);
    Logger logger = Logger.getLogger(SystemTimers.class.getName());
    logger.addHandler(handler);
    try {
      timers.at(
          timers.ticks(),
          () -> {
            throw thrown;
          });

      await().until(() -> logged.stream().anyMatch(it -> it.getThrown() == thrown));
    } finally {
      logger.removeHandler(handler);
    }
  }

  private Thread thread() {
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    timers.at(timers.ticks(), () -> caller.complete(Thread.currentThread()));
    await().until(caller::isDone);
    return caller.join();
  }

  private static final class Recording extends Handler {
    private final List<LogRecord> records;

    Recording(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord entry) {
      records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
