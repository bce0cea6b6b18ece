package io.jobsch.local.manual;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.Scripts.anything;
import static io.jobsch.local.manual.Scripts.command;
import static io.jobsch.local.manual.Scripts.exits;
import static io.jobsch.local.manual.Scripts.ignoresTerm;
import static io.jobsch.local.manual.Scripts.neverEnds;
import static io.jobsch.local.manual.Scripts.prints;
import static io.jobsch.local.manual.Scripts.role;
import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.JobEvent;
import io.jobsch.JobHandle;
import io.jobsch.local.junit.Jobsch;
import io.jobsch.result.JobState;
import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.SpecLimits;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {
  @Jobsch private ManualScheduler manual;

  @Test
  void ten_minutes_pass_without_anybody_waiting() {
    manual.when(anything()).then(exits(0).after(ofMinutes(9)));
    Instant before = manual.now();
    JobHandle job = manual.submit(exec("sleep", "540"));

    manual.advance(ofMinutes(10));

    assertThat(manual.now()).isEqualTo(before.plus(ofMinutes(10)));
    assertThat(job.result().join()).succeeded().took(ofMinutes(9));
  }

  @Test
  void equal_calls_make_equal_runs() {
    List<String> first = history();

    assertThat(first).hasSizeGreaterThan(60);
    assertThat(history()).isEqualTo(first);
  }

  /** All that can be seen of a day with something of everything in it. */
  private static List<String> history() {
    List<String> seen = new ArrayList<>();
    try (ManualScheduler day =
        ManualScheduler.builder()
            .worker(ManualWorker.named("a").suits("x*"))
            .worker(
                ManualWorker.named("b").vanishesAfter(ofSeconds(70)).comesBackAfter(ofSeconds(9)))
            .worker(ManualWorker.named("c").joinsAfter(ofSeconds(20)))
            .listener(event -> seen.add(text(event)))
            .start()) {
      day.when(anything()).then(exits(0).after(ofSeconds(7)));
      day.when(command("b")).then(prints("b\n").after(ofSeconds(1)).exits(1).after(ofSeconds(9)));
      day.when(command("c")).then(ignoresTerm().neverEnds());
      for (int i = 0; i < 8; i++) {
        day.submit(
            parallel(
                exec("a").role("x_" + i % 3),
                sequence(exec("b"), exec("a")),
                exec("c").timeout(ofSeconds(5 + i))));
        day.advance(ofSeconds(11));
      }
      day.workers().join().forEach(worker -> seen.add(worker.toString()));
    }
    return seen;
  }

  private static String text(JobEvent event) {
    return event instanceof JobEvent.OutputWritten it
        ? it.job() + " " + it.node() + " " + it.offset() + " " + Arrays.toString(it.bytes())
        : event.toString();
  }

  @Test
  void jobs_are_numbered_and_the_day_begins_when_it_is_told_to() {
    Instant morning = Instant.parse("2030-05-01T08:00:00Z");
    try (ManualScheduler day = ManualScheduler.builder().startsAt(morning).start()) {
      assertThat(day.submit(exec("a")).id()).hasToString("00000000000000000000000000000001");
      assertThat(day.submit(exec("a")).id()).hasToString("00000000000000000000000000000002");
      assertThat(day.now()).isEqualTo(morning);
    }
  }

  @Test
  void what_takes_for_ever_is_no_reason_to_go_wrong() {
    manual.when(anything()).then(exits(0).after(ofSeconds(Long.MAX_VALUE)));
    JobHandle job = manual.submit(exec("a"));

    manual.advance(ofDays(80_000));

    assertThat(job.now().join()).is(JobState.RUNNING);
    assertThatThrownBy(() -> manual.advance(ofDays(80_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("advance: expected PT");
    job.cancel();
    assertThat(manual.finish(job)).cancelled();
  }

  @Test
  void time_passes_until_all_jobs_are_over() {
    manual.when(anything()).then(exits(0).after(ofSeconds(5)));
    manual.submit(exec("a"));
    JobHandle last = manual.submit(exec("b"));

    manual.runUntilIdle();

    assertThat(last.result().join()).waited(ofSeconds(5)).took(ofSeconds(5));
    assertThat(manual.now()).isEqualTo("2026-01-01T00:00:10Z");
  }

  @Test
  void time_stands_when_nothing_happens_by_itself() {
    manual.when(anything()).then(prints("x").after(ofSeconds(3)).neverEnds());
    JobHandle job = manual.submit(exec("a"));

    manual.runUntilIdle();

    assertThat(job.result()).isNotDone();
    assertThat(manual.now()).isEqualTo("2026-01-01T00:00:03Z");
    job.cancel();
  }

  @Test
  void a_job_that_does_not_end_by_itself_is_not_waited_for() {
    manual.when(anything()).then(neverEnds());
    JobHandle running = manual.submit(exec("a"));
    JobHandle queued = manual.submit(exec("b"));

    assertThatThrownBy(() -> manual.finish(running))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "job 00000000000000000000000000000001 does not end by itself\n"
                + "job 00000000000000000000000000000001: running\n"
                + "  the root (a): running on w1\n");
    assertThatThrownBy(() -> manual.finish(queued))
        .hasMessageStartingWith(
            "job 00000000000000000000000000000002 does not end by itself: waits for w1, busy with"
                + " job 00000000000000000000000000000001");
    queued.cancel();
    running.cancel();
  }

  @Test
  void jobs_that_go_on_for_ever_are_not_waited_for() {
    try (ManualScheduler other = ManualScheduler.start()) {
      other.when(anything()).then(exits(0).after(ofDays(1000)));
      Runnable[] again = new Runnable[1];
      again[0] = () -> other.submit(exec("a")).result().thenRun(() -> again[0].run());
      again[0].run();

      assertThatThrownBy(other::runUntilIdle)
          .hasMessage("runUntilIdle: jobs go on for more than ten years");
      again[0] = () -> {};
    }
  }

  @Test
  void listeners_are_told_on_the_thread_that_lets_time_pass_and_may_submit() {
    manual.when(anything()).then(exits(0).after(ofSeconds(1)));
    List<String> told = new ArrayList<>();
    List<Thread> tellers = new ArrayList<>();
    manual.listen(
        event -> {
          if (event instanceof JobEvent.JobChanged it && it.state() == JobState.SUCCEEDED) {
            told.add(it.job() + " at " + it.at());
            tellers.add(Thread.currentThread());
            if (told.size() < 3) {
              manual.submit(exec("next"));
            }
          }
        });
    manual.submit(exec("first"));
    manual.runUntilIdle();

    assertThat(tellers).containsOnly(Thread.currentThread());
    assertThat(told)
        .containsExactly(
            "00000000000000000000000000000001 at 2026-01-01T00:00:01Z",
            "00000000000000000000000000000002 at 2026-01-01T00:00:02Z",
            "00000000000000000000000000000003 at 2026-01-01T00:00:03Z");
  }

  @Test
  void who_is_told_something_does_not_let_time_pass() {
    JobHandle job = manual.submit(exec("a").name("x"));
    manual.when(anything()).then(exits(0).after(ofSeconds(1)));
    CompletableFuture<Void> within =
        manual.submit(exec("a")).result().thenRun(() -> manual.advance(ofSeconds(1)));
    assertThat(job.result()).isCompleted();
    manual.runUntilIdle();

    assertThatThrownBy(within::join)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining(
            "advance: expected to be called by a test, found a listener, or what a future"
                + " completes");
  }

  @Test
  void other_threads_may_submit_while_time_passes() throws Exception {
    manual.when(anything()).then(exits(0).after(ofSeconds(1)));
    int each = 200;
    List<CompletableFuture<?>> results = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch begin = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      threads.add(new Thread(() -> submitMany(begin, each, results)));
    }
    threads.forEach(Thread::start);
    begin.countDown();
    while (threads.stream().anyMatch(Thread::isAlive)) {
      manual.advance(ofSeconds(1));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    manual.runUntilIdle();

    assertThat(results).hasSize(3 * each).allMatch(CompletableFuture::isDone);
  }

  private void submitMany(CountDownLatch begin, int number, List<CompletableFuture<?>> results) {
    try {
      begin.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < number; i++) {
      CompletableFuture<?> result = manual.submit(exec("a")).result();
      synchronized (results) {
        results.add(result);
      }
    }
  }

  @Test
  void closing_lets_as_much_time_pass_as_kills_take() throws Exception {
    ManualScheduler other = ManualScheduler.builder().killGrace(ofMinutes(3)).start();
    other.when(role("stubborn")).then(ignoresTerm().neverEnds());
    other.when(role("endless")).then(neverEnds());
    JobHandle running =
        other.submit(parallel(exec("a").role("stubborn"), exec("b").role("endless")));
    JobHandle queued = other.submit(exec("c").role("endless"));

    other.close();
    other.close();

    assertThat(running.result().get()).cancelled().took(ofMinutes(3));
    assertThat(queued.result().get()).cancelled();
    assertThat(other.now()).isEqualTo("2026-01-01T00:03:00Z");
    assertThatThrownBy(() -> other.submit(exec("a"))).hasMessage("the scheduler is closed");
  }

  @Test
  void who_submits_again_whenever_a_job_is_over_does_not_keep_it_from_closing() {
    ManualScheduler other = ManualScheduler.start();
    other.when(anything()).then(neverEnds());
    CompletableFuture<JobHandle> again =
        other.submit(exec("a")).result().thenApply(result -> other.submit(exec("a")));

    other.close();

    assertThatThrownBy(again::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the scheduler is closed");
  }

  @Test
  void there_are_as_many_workers_as_asked_for_or_as_jobs_need() {
    assertThat(manual.workers().join()).isEmpty();
    manual.run(parallel(exec("a").role("x"), exec("b").role("y")));
    assertThat(manual.workers().join()).hasSize(2);

    try (ManualScheduler one = ManualScheduler.builder().workers(1).start()) {
      JobHandle job = one.submit(parallel(exec("a").role("x"), exec("b").role("y")));
      assertThat(job.waiting().join().orElseThrow().hopeless()).isTrue();
      one.add(ManualWorker.named("second"));
      assertThat(job.result().join()).succeeded().waited(ZERO);
    }
  }

  @Test
  void a_worker_joins_late() {
    try (ManualScheduler late =
        ManualScheduler.builder()
            .worker(ManualWorker.named("w1").joinsAfter(ofMinutes(2)))
            .start()) {
      assertThat(late.run(exec("a"))).succeeded().waited(ofMinutes(2));
    }
  }

  @Test
  void what_runs_on_a_worker_that_vanishes_is_lost() {
    try (ManualScheduler two =
        ManualScheduler.builder()
            .worker(ManualWorker.named("w1").suits("x").vanishesAfter(ofSeconds(7)))
            .worker(ManualWorker.named("w2").suits("y"))
            .start()) {
      two.when(anything()).then(neverEnds());
      JobHandle job = two.submit(parallel(exec("a").role("x"), exec("b").role("y")));
      two.advance(ofSeconds(7));

      assertThat(job.result().join())
          .failed()
          .failedAt("/work/0")
          .withReason("w1 has vanished")
          .took(ofSeconds(7))
          .node("/work/0")
          .lost()
          .node("/work/1")
          .cancelled();
      assertThat(two.workers().join())
          .extracting(worker -> worker.id())
          .containsExactly(new WorkerId("w2"));
    }
  }

  @Test
  void a_loss_may_be_noticed_later() {
    try (ManualScheduler remote =
        ManualScheduler.builder()
            .worker(ManualWorker.named("w1").vanishesAfter(ofSeconds(7)))
            .lossNoticedAfter(ofSeconds(40))
            .start()) {
      remote.when(anything()).then(exits(0).after(ofSeconds(20)));

      assertThat(remote.run(exec("a"))).failed().took(ofSeconds(47)).node("").lost();
    }
  }

  @Test
  void a_worker_comes_back_and_knows_nothing_of_what_it_ran() {
    try (ManualScheduler remote =
        ManualScheduler.builder()
            .worker(
                ManualWorker.named("w1").vanishesAfter(ofSeconds(7)).comesBackAfter(ofSeconds(2)))
            .lossNoticedAfter(ofSeconds(40))
            .start()) {
      remote.when(anything()).then(exits(0).after(ofSeconds(20)));
      JobHandle lost = remote.submit(exec("a"));
      JobHandle next = remote.submit(exec("b"));

      remote.runUntilIdle();

      assertThat(lost.result().join())
          .failed()
          .withReason("w1 was started anew")
          .took(ofSeconds(9));
      assertThat(next.result().join()).succeeded().waited(ofSeconds(9)).took(ofSeconds(20));
    }
  }

  @Test
  void workers_vanish_and_come_back_when_the_test_says_so() {
    manual.when(anything()).then(exits(0).after(ofSeconds(20)));
    JobHandle job = manual.submit(exec("a"));
    manual.advance(ofSeconds(1));
    manual.vanish("w1");
    assertThat(job.result().join()).failed().took(ofSeconds(1)).node("").lost();

    JobHandle next = manual.submit(exec("a"));
    assertThat(next.waiting().join().orElseThrow().hopeless()).isTrue();
    assertThatThrownBy(() -> manual.vanish("w1"))
        .hasMessage("worker w1: expected one that is there, found that it is not there");
    manual.comeBack("w1");

    assertThat(manual.finish(next)).succeeded();
    assertThatThrownBy(() -> manual.comeBack("w1"))
        .hasMessage("worker w1: expected one that has vanished, found that it is there");
    assertThatThrownBy(() -> manual.vanish("w2"))
        .hasMessage("worker w2: expected one that is there, found that it is unknown");
    assertThatThrownBy(() -> manual.add(ManualWorker.named("w1")))
        .hasMessage("worker: there is already one called w1");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> manual.advance(ofSeconds(-1)))
        .hasMessage("advance: expected 0 or more, found PT-1S");
    assertThatThrownBy(() -> ManualScheduler.builder().workers(0))
        .hasMessage("workers: expected 1 or more, found 0");
    Duration negative = ofSeconds(-1);
    assertThatThrownBy(() -> ManualScheduler.builder().lossNoticedAfter(negative))
        .hasMessage("loss noticed after: expected 0 or more, found PT-1S");
    assertThatThrownBy(() -> ManualWorker.named("a").comesBackAfter(ofSeconds(1)))
        .hasMessage("comes back after: expected a worker that vanishes, found that a does not");
    assertThatThrownBy(() -> ManualWorker.named("a").joinsAfter(negative))
        .hasMessage("joins after: expected 0 or more, found PT-1S");
    ManualSchedulerBuilder builder = ManualScheduler.builder().worker(ManualWorker.named("a"));
    assertThatThrownBy(() -> builder.worker(ManualWorker.named("a")))
        .hasMessage("worker: there is already one called a");
    assertThatThrownBy(builder.workers(2)::start)
        .hasMessage("workers: expected either a number of them or each by name, found both");
  }

  @Test
  void a_job_that_is_too_large_is_refused() {
    SpecLimits small = new SpecLimits(1000, 3, 2, 1, 100);
    try (ManualScheduler narrow = ManualScheduler.builder().limits(small).start()) {
      assertThatThrownBy(() -> narrow.submit(parallel(exec("a"), exec("b"))))
          .isInstanceOf(InvalidJobException.class);
    }
  }

  @Test
  void whoever_asked_is_given_each_job_that_is_submitted() {
    List<JobHandle> given = new ArrayList<>();
    try (ManualScheduler other =
        ManualScheduler.builder().onSubmit(given::add).onSubmit(given::add).start()) {
      JobHandle job = other.submit(exec("a"));
      assertThat(given).containsExactly(job, job);
    }
  }

  @Test
  void whoever_asked_is_given_each_scheduler_that_is_started() {
    List<ManualScheduler> given = new ArrayList<>();
    ManualSchedulerBuilder builder = ManualScheduler.builder().onStart(given::add);
    try (ManualScheduler one = builder.start();
        ManualScheduler other = builder.start()) {
      assertThat(given).containsExactly(one, other);
    }
  }
}
