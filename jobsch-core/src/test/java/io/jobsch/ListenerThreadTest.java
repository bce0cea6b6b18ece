package io.jobsch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerThreadTest {
  private static final JobId JOB = new JobId("1".repeat(32));
  private static final int CHUNK = 300_000;

  private final ListenerThread thread = new ListenerThread();
  private final List<JobEvent> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch patience = new CountDownLatch(1);
  private volatile boolean killed;

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void end() {
    patience.countDown();
    thread.close();
  }

  @Test
  void what_waits_is_told_before_it_closes() {
    thread.add(seen::add);
    thread.tell(change(JobState.QUEUED));
    thread.tell(change(JobState.RUNNING));
    thread.close();
    thread.tell(change(JobState.SUCCEEDED));

    assertThat(seen).containsExactly(change(JobState.QUEUED), change(JobState.RUNNING));
  }

  @Test
  void a_listener_that_fails_disturbs_no_other() {
    thread.add(
        event -> {
          throw new AssertionError("on purpose");
        });
    thread.add(
        event -> {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("on purpose");
        });
    thread.add(seen::add);
    thread.tell(change(JobState.QUEUED));
    thread.tell(change(JobState.RUNNING));
    thread.close();

    assertThat(seen).hasSize(2);
  }

  @Test
  void taken_off_it_is_told_nothing_more_and_may_take_itself_off() {
    List<Scheduler.Subscription> own = new ArrayList<>();
    own.add(
        thread.add(
            event -> {
              seen.add(event);
              own.get(0).close();
            }));
    thread.tell(change(JobState.QUEUED));
    thread.tell(change(JobState.RUNNING));
    thread.close();

    assertThat(seen).containsExactly(change(JobState.QUEUED));
  }

  @Test
  void a_slow_listener_holds_up_who_writes_and_nobody_else() throws InterruptedException {
    thread.add(this::slowly);
    Thread writer = new Thread(() -> write(10), "writer");
    writer.start();
    await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
    thread.tell(change(JobState.RUNNING));

    patience.countDown();
    writer.join();
    thread.close();

    assertThat(seen).hasSize(11);
    assertThat(offsets()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void nobody_is_held_up_any_more_when_it_is_to_close() throws InterruptedException {
    thread.add(this::slowly);
    Thread writer = new Thread(() -> write(100), "writer");
    writer.start();
    await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);

    thread.stopHolding();

    writer.join();
    assertThat(seen).isEmpty();
  }

  @Test
  void whoever_is_being_killed_is_not_held_up_and_loses_nothing() throws InterruptedException {
    thread.add(this::slowly);
    Thread writer = new Thread(() -> write(10), "writer");
    writer.start();
    await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);

    killed = true;

    writer.join();
    patience.countDown();
    thread.close();
    assertThat(seen).hasSize(10);
  }

  @Test
  void an_interrupt_of_one_who_writes_holds_up_the_next_all_the_same() throws InterruptedException {
    thread.add(this::slowly);
    Thread interrupted = new Thread(() -> write(5), "interrupted");
    interrupted.start();
    await().until(() -> interrupted.getState() == Thread.State.TIMED_WAITING);
    interrupted.interrupt();
    interrupted.join();
    Thread next = new Thread(() -> write(1), "next");
    next.start();

    await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
    patience.countDown();
    next.join();
  }

  private void slowly(JobEvent event) {
    try {
      patience.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    seen.add(event);
  }

  private void write(int chunks) {
    for (int i = 0; i < chunks; i++) {
      thread.tellAndHold(
          new JobEvent.OutputWritten(JOB, Pointer.ROOT, StreamName.STDOUT, i, new byte[0]),
          CHUNK,
          () -> !killed);
    }
  }

  private List<Long> offsets() {
    return seen.stream()
        .filter(JobEvent.OutputWritten.class::isInstance)
        .map(it -> ((JobEvent.OutputWritten) it).offset())
        .toList();
  }

  private static JobEvent change(JobState state) {
    return new JobEvent.JobChanged(JOB, state, Optional.empty(), new TreeMap<>(), Instant.EPOCH);
  }
}
