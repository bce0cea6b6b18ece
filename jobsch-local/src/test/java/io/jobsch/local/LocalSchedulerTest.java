package io.jobsch.local;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobEvent;
import io.jobsch.JobHandle;
import io.jobsch.WorkerView;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Waiting;
import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecLimits;
import io.jobsch.workers.WorkerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalSchedulerTest {
  @TempDir Path directory;

  @Test
  void there_are_as_many_workers_as_the_largest_job_so_far_has_roles() {
    try (LocalScheduler jobsch = here().start()) {
      assertThat(get(jobsch.workers())).isEmpty();
      get(jobsch.submit(exec("true")).result());
      assertThat(get(jobsch.workers())).hasSize(1);
      get(jobsch.submit(parallel(exec("true").role("a"), exec("true").role("b"))).result());
      get(jobsch.submit(exec("true")).result());
      assertThat(get(jobsch.workers()))
          .extracting(WorkerView::id)
          .containsExactly(new WorkerId("w1"), new WorkerId("w2"));
    }
  }

  @Test
  void a_job_that_too_few_workers_suit_waits_and_says_why() {
    try (LocalScheduler jobsch =
        here()
            .worker(LocalWorker.named("db").suits("db*"))
            .worker(LocalWorker.named("web").suits("web"))
            .start()) {
      JobHandle job =
          jobsch.submit(
              parallel(
                  exec("true").role("db_1"), exec("true").role("db_2"), exec("true").role("web")));

      assertThat(get(job.waiting()))
          .contains(
              new Waiting("roles {db_1, db_2} need 2 workers, only db suits any of them", true));
    }
  }

  @Test
  void a_worker_of_its_own_kind_runs_in_its_own_directory() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    try (LocalScheduler jobsch =
        here()
            .worker(LocalWorker.named("a").in(other).suits("role_a"::equals))
            .worker(LocalWorker.named("b"))
            .start()) {
      JobResult result =
          get(jobsch.submit(sequence(sh("pwd").role("role_a"), sh("pwd").role("role_b"))).result());

      assertThat(result.node("/work/0").stdout().text().strip()).isEqualTo(real(other));
      assertThat(result.node("/work/1").stdout().text().strip()).isEqualTo(real(directory));
    }
  }

  @Test
  void suits_role_py_decides_and_is_asked_again_when_it_changes() throws Exception {
    Path script = directory.resolve("suits_role.py");
    Files.writeString(script, "def can_work_as(role):\n    return 'server' in role\n");
    try (LocalScheduler jobsch = here().workers(1).start()) {
      assertThat(get(jobsch.submit(exec("true").role("my_server")).result()).succeeded()).isTrue();
      JobHandle client = jobsch.submit(exec("true").role("client"));
      await()
          .untilAsserted(
              () ->
                  assertThat(get(client.waiting()))
                      .contains(
                          new Waiting(
                              "role client needs a worker, no connected worker suits it", true)));

      Files.writeString(script, "def can_work_as(role):\n    return role == 'client'\n");

      assertThat(get(client.result()).succeeded()).isTrue();
    }
  }

  @Test
  void a_worker_that_cannot_tell_what_it_suits_suits_nothing_and_says_why() throws Exception {
    Path script = directory.resolve("suits_role.py");
    Files.writeString(script, "def can_work_as(role):\n    return 1 / 0\n");
    try (LocalScheduler jobsch = here().workers(1).start()) {
      JobHandle job = jobsch.submit(exec("true"));
      await()
          .untilAsserted(
              () ->
                  assertThat(get(jobsch.workers()).get(0).problem().orElse(""))
                      .contains("division by zero"));
      assertThat(get(job.now()).state()).isEqualTo(JobState.QUEUED);

      Files.delete(script);

      assertThat(get(job.result()).succeeded()).isTrue();
      assertThat(get(jobsch.workers()).get(0).problem()).isEmpty();
    }
  }

  @Test
  void commands_inherit_the_variables_of_this_process_but_its_secrets() {
    String shown = "HOME";
    try (LocalScheduler jobsch = here().start()) {
      assertThat(get(jobsch.submit(sh("echo $HOME")).result()).root().stdout().text().strip())
          .isEqualTo(System.getenv(shown));
    }
    try (LocalScheduler jobsch = here().secret(shown).start()) {
      assertThat(get(jobsch.submit(sh("env")).result()).root().stdout().text())
          .doesNotContain("\nHOME=");
    }
  }

  @Test
  void several_live_in_one_process_and_leave_no_thread_and_no_file_behind() {
    Set<Path> before = temporaryFiles();
    try (LocalScheduler one = here().start();
        LocalScheduler other = here().start()) {
      CompletableFuture<JobResult> first = one.submit(sh("head -c 300000 /dev/zero")).result();
      CompletableFuture<JobResult> second = other.submit(sh("echo two")).result();
      assertThat(get(first).root().stdout().written()).isEqualTo(300_000);
      assertThat(get(second).root().stdout().text()).isEqualTo("two\n");
    }
    await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @Test
  void jobs_that_are_stopped_because_the_scheduler_is_closed_say_so() {
    JobHandle running;
    JobHandle waiting;
    JobHandle cancelled;
    try (LocalScheduler jobsch = here().worker(LocalWorker.named("w1")).start()) {
      running = jobsch.submit(exec("sleep", "600"));
      waiting = jobsch.submit(exec("true").role("other"));
      cancelled = jobsch.submit(exec("true"));
      get(cancelled.cancel());
    }
    String closed = "cancelled, since the scheduler was closed";
    for (JobHandle each : List.of(running, waiting)) {
      assertThat(get(each.result()).state()).isEqualTo(JobState.CANCELLED);
      assertThat(get(each.result()).reason().orElseThrow().message()).isEqualTo(closed);
    }
    assertThat(get(cancelled.result()).reason().orElseThrow().message())
        .isEqualTo("cancelled on request");
  }

  @Test
  void what_was_written_can_be_read_after_the_scheduler_is_closed() {
    JobResult result;
    try (LocalScheduler jobsch = here().start()) {
      result = get(jobsch.submit(sh("echo asdf; head -c 1000000 /dev/zero")).result());
    }
    assertThat(result.root().stdout().bytes()).hasSize(1_000_005).startsWith('a', 's', 'd', 'f');
  }

  @Test
  void the_output_that_is_kept_is_bounded_by_a_setting() {
    try (LocalScheduler jobsch = here().outputLimit(10).start()) {
      JobResult result = get(jobsch.submit(sh("printf 0123456789abcdef")).result());

      assertThat(result.root().stdout().text())
          .isEqualTo("01234\n[jobsch: 6 bytes are missing here]\nbcdef");
    }
  }

  @Test
  void closing_does_not_wait_for_a_listener_that_hangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    LocalScheduler jobsch =
        here()
            .listener(
                event -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .start();
    JobHandle job = jobsch.submit(sh("yes"));
    Thread closer = new Thread(jobsch::close);
    closer.start();

    assertThat(get(job.result()).state()).isEqualTo(JobState.CANCELLED);
    never.countDown();
    closer.join();
  }

  @Test
  void a_listener_may_close_its_scheduler_also_while_another_does() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    AtomicReference<LocalScheduler> self = new AtomicReference<>();
    LocalScheduler jobsch =
        here()
            .listener(
                event -> {
                  if (event instanceof JobEvent.JobChanged it && it.state().isTerminal()) {
                    closing.countDown();
                    self.get().close();
                  }
                })
            .start();
    self.set(jobsch);
    jobsch.submit(exec("true"));
    closing.await();
    jobsch.close();

    await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
  }

  @Test
  void what_is_chained_to_a_result_may_take_its_time_and_may_close() {
    LocalScheduler jobsch = here().start();
    CompletableFuture<Boolean> second =
        jobsch
            .submit(exec("true"))
            .result()
            .thenApply(first -> get(jobsch.submit(exec("true")).result()).succeeded());
    CompletableFuture<Void> closed = second.thenRun(jobsch::close);

    assertThat(get(second)).isTrue();
    get(closed);
    await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
  }

  @Test
  void a_job_that_is_submitted_while_another_closes_is_refused_or_has_a_result() throws Exception {
    for (int round = 0; round < 20; round++) {
      LocalScheduler jobsch = here().start();
      Thread closer = new Thread(jobsch::close);
      closer.start();
      try {
        while (true) {
          assertThat(get(jobsch.submit(exec("true")).result()).state().isTerminal()).isTrue();
        }
      } catch (IllegalStateException closed) {
        assertThat(closed).hasMessage("the scheduler is closed");
      }
      closer.join();
    }
  }

  @Test
  void a_command_whose_directory_cannot_even_be_named_fails_and_its_worker_goes_on() {
    String tooLong = "a".repeat(5000);
    try (LocalScheduler jobsch = here().start()) {
      JobResult result = get(jobsch.submit(exec("true").cwd(tooLong)).result());
      assertThat(result.state()).isEqualTo(JobState.FAILED);
      assertThat(result.reason().orElseThrow().code()).hasToString("start_error");
      assertThat(get(jobsch.submit(exec("true")).result()).succeeded()).isTrue();
    }
  }

  @Test
  void a_listener_that_takes_its_time_does_not_make_a_killed_command_unkillable() throws Exception {
    CountDownLatch patience = new CountDownLatch(1);
    try (LocalScheduler jobsch =
        here()
            .listener(
                event -> {
                  try {
                    patience.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .start()) {
      JobResult result = get(jobsch.submit(sh("yes").timeout(Duration.ofSeconds(1))).result());

      assertThat(result.root().state()).isEqualTo(NodeState.TIMED_OUT);
      patience.countDown();
    }
  }

  @Test
  void a_closed_scheduler_takes_no_jobs() {
    LocalScheduler jobsch = here().start();
    jobsch.close();
    jobsch.close();

    assertThatThrownBy(() -> jobsch.submit(exec("true")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the scheduler is closed");
  }

  @Test
  void a_job_that_is_too_large_is_refused_and_nothing_changes() {
    SpecLimits small = new SpecLimits(1000, 3, 2, 1, 100);
    try (LocalScheduler jobsch = here().limits(small).start()) {
      JobSpec three = parallel(exec("a"), exec("b"));

      assertThatThrownBy(() -> jobsch.submit(three))
          .isInstanceOf(InvalidJobException.class)
          .hasMessage("/work/1: expected at most 2 nodes in a job");
      assertThat(get(jobsch.workers())).isEmpty();
    }
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> here().workers(0)).hasMessage("workers: expected 1 or more, found 0");
    assertThatThrownBy(() -> here().worker(LocalWorker.named("a")).worker(LocalWorker.named("a")))
        .hasMessage("worker: there is already one called a");
    assertThatThrownBy(() -> here().worker(LocalWorker.named("a")).workers(1).start())
        .hasMessage("workers: expected either a number of them or each by name, found both");
    assertThatThrownBy(() -> here().killGrace(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> LocalScheduler.builder().directory(missing).start())
        .hasMessage(
            "directory: expected one that exists for the workers to run in, found " + missing);
  }

  private LocalSchedulerBuilder here() {
    return LocalScheduler.builder().directory(directory).killGrace(Duration.ofSeconds(1));
  }

  private static String real(Path path) throws Exception {
    return path.toRealPath().toString();
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("jobsch-"))
        .toList();
  }

  /** Those of this process: others may be at work beside it. */
  private static Set<Path> temporaryFiles() {
    String ours = "jobsch-" + ProcessHandle.current().pid() + "-";
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(ours))
          .collect(Collectors.toSet());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }
}
