package io.jobsch;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.result.Waiting;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a user sees of jobs that run real commands, whatever carries the orders to the workers. To
 * be extended for each transport: it supplies a scheduler, and all of this must hold. Most of them
 * wait for something most of the time, and none knows of another: where JUnit is allowed to, it
 * runs several at a time.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class EndToEndScenarios {
  /** For commands that are to be there until somebody kills them. */
  private static final String FOR_EVER = "600";

  @TempDir Path directory;
  private Scheduler scheduler;

  /**
   * A scheduler with workers that run in one directory.
   *
   * @param workers how many; each suits every role
   */
  protected abstract Scheduler start(Path directory, int workers);

  @BeforeEach
  void startScheduler() {
    scheduler = start(directory, 3);
  }

  @AfterEach
  void closeScheduler() {
    scheduler.close();
    survivors().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void the_simplest_job_writes_and_succeeds() {
    JobResult result = run(exec("echo", "asdf"));

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.reason()).isEmpty();
    assertThat(result.root().exitCode()).contains(0);
    assertThat(result.root().stdout().text()).isEqualTo("asdf\n");
    assertThat(result.root().stderr().bytes()).isEmpty();
    assertThat(result.startedAt()).isPresent();
    assertThat(result.finishedAt()).isPresent();
  }

  @Test
  void the_commands_of_a_sequence_see_each_others_files() {
    JobResult result = run(sequence(sh("echo asdf > asdf.txt"), sh("cat asdf.txt")));

    assertThat(states(result)).isEqualTo("/work/0=succeeded /work/1=succeeded =succeeded");
    assertThat(result.node("/work/1").stdout().text()).isEqualTo("asdf\n");
  }

  @Test
  void a_sequence_stops_at_the_first_that_does_not_succeed() {
    JobResult result = run(sequence(sh("true"), sh("exit 7"), sh("touch never")));

    assertThat(states(result))
        .isEqualTo("/work/0=succeeded /work/1=failed /work/2=skipped =failed");
    assertThat(result.reason())
        .contains(new Reason(Reason.Code.EXITED, Pointer.parse("/work/1"), "exit code 7"));
    assertThat(directory.resolve("never")).doesNotExist();
  }

  @Test
  void the_parts_of_a_parallel_group_run_at_the_same_time_and_all_end() {
    String meet = "touch $0; while ! test -e $1; do sleep 0.01; done";
    JobResult result =
        run(
            parallel(
                exec("sh", "-c", meet, "a", "b"), exec("sh", "-c", meet, "b", "a"), sh("exit 1")));

    assertThat(states(result))
        .isEqualTo("/work/0=succeeded /work/1=succeeded /work/2=failed =failed");
  }

  @Test
  void max_parallel_bounds_how_many_run_at_once() {
    List<JobSpec> takingTurns = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      takingTurns.add(sh("mkdir busy && sleep 0.02 && rmdir busy"));
    }
    JobResult result = run(parallel(takingTurns).maxParallel(1));

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void each_role_is_played_by_a_worker_of_its_own() {
    JobSpec tell = sh("echo $JOBSCH_WORKER");
    JobResult result =
        run(
            sequence(
                parallel(tell.role("machine_0"), tell.role("machine_1")),
                tell.role("machine_0"),
                tell));

    String first = result.node("/work/0/work/0").stdout().text();
    String second = result.node("/work/0/work/1").stdout().text();
    String again = result.node("/work/1").stdout().text();
    String byDefault = result.node("/work/2").stdout().text();
    assertThat(Stream.of(first, second, byDefault).distinct()).hasSize(3);
    assertThat(again).isEqualTo(first);
    assertThat(
            Stream.of("machine_0", "machine_1", "default_role")
                .map(role -> result.workers().get(new RoleName(role)) + "\n"))
        .containsExactly(first, second, byDefault);
  }

  @Test
  void a_command_is_told_what_it_is() {
    JobResult result =
        run(
            sequence(
                    sh("echo $JOBSCH_JOB_ID $JOBSCH_NODE $JOBSCH_ROLE $JOBSCH_ATTEMPT"),
                    sh("echo $COLOUR $SHAPE").env("COLOUR", "red"))
                .env("COLOUR", "blue")
                .env("SHAPE", "round"));

    assertThat(result.node("/work/0").stdout().text())
        .isEqualTo(result.id() + " /work/0 default_role 1\n");
    assertThat(result.node("/work/1").stdout().text()).isEqualTo("red round\n");
  }

  @Test
  void a_command_runs_in_its_directory() {
    JobResult result = run(sequence(sh("mkdir -p a/b"), sh("pwd").cwd("a/b")));

    assertThat(result.node("/work/1").stdout().text().strip()).endsWith("/a/b");
  }

  @Test
  void standard_input_is_empty() {
    assertThat(run(sh("wc -c")).root().stdout().text().strip()).isEqualTo("0");
  }

  @Test
  void both_streams_are_kept_apart_byte_for_byte() {
    JobResult result = run(sh("printf 'a\\000\\377b'; printf 'err' >&2"));

    assertThat(result.root().stdout().bytes()).containsExactly('a', 0, 0xff, 'b');
    assertThat(result.root().stderr().text()).isEqualTo("err");
  }

  @Test
  void of_a_flood_the_beginning_and_the_end_are_kept() {
    JobResult result = run(sh("printf first; head -c 12000000 /dev/zero; printf last"));
    NodeResult node = result.root();

    assertThat(node.state()).isEqualTo(NodeState.SUCCEEDED);
    assertThat(node.stdout().written()).isEqualTo(12_000_009);
    assertThat(node.stdout().missing()).isPositive();
    String text = node.stdout().text();
    assertThat(text).startsWith("first").endsWith("last");
    assertThat(text).contains("[jobsch: " + node.stdout().missing() + " bytes are missing here]");
  }

  @Test
  void a_command_that_cannot_be_started_fails_and_says_why() {
    JobResult result = run(exec("no-such-program-anywhere"));

    assertThat(result.state()).isEqualTo(JobState.FAILED);
    assertThat(result.reason().map(Reason::code)).contains(Reason.Code.NOT_FOUND);
    assertThat(result.reason().orElseThrow().message()).contains("no-such-program-anywhere");
  }

  @Test
  void a_command_ends_when_its_own_process_does_whoever_holds_its_output() {
    JobResult result = run(sh("sleep " + FOR_EVER + " & echo $! > pids; echo done"));

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.root().stdout().text()).isEqualTo("done\n");
    assertThat(survivors()).hasSize(1);
  }

  @Test
  void what_a_command_without_timeout_left_behind_is_there_for_the_next_and_after_the_job() {
    JobResult result =
        run(
            sequence(
                sh("(while true; do echo tick; sleep 0.05; done) & echo $! > pids"),
                sh("sleep 0.3; kill -0 $(cat pids) && echo alive"),
                sh("sleep 60").timeout(ofMillis(200))));

    assertThat(states(result))
        .isEqualTo("/work/0=succeeded /work/1=succeeded /work/2=timed_out =failed");
    assertThat(survivors()).hasSize(1);
  }

  /** How a process may try to get away from whoever started it. */
  protected enum Escape {
    CHILD("sleep %1$s"),
    BACKGROUND("sleep %1$s & echo $! >> pids; wait"),
    DOUBLE_FORK("(sh -c 'echo $$ >> pids; exec sleep %1$s' &) ; sleep %1$s"),
    SETSID("setsid sh -c 'echo $$ >> pids; exec sleep %1$s' & sleep %1$s"),
    SETSID_DOUBLE_FORK("(setsid sh -c 'echo $$ >> pids; exec sleep %1$s' &) ; sleep %1$s"),
    IGNORES_TERM("trap '' TERM; sleep %1$s & echo $! >> pids; wait; wait");

    private final String line;

    Escape(String line) {
      this.line = "echo $$ >> pids; " + String.format(line, FOR_EVER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_escapes_a_timeout(Escape escape) {
    JobSpec beside = sh("sleep " + FOR_EVER + " & echo $! > sibling");
    JobResult result = run(sequence(beside, sh(escape.line).timeout(ofMillis(500))));

    assertThat(states(result)).isEqualTo("/work/0=succeeded /work/1=timed_out =failed");
    assertThat(result.reason())
        .contains(
            new Reason(
                Reason.Code.TIMED_OUT,
                Pointer.parse("/work/1"),
                "took longer than its timeout of 0.5 s"));
    assertThat(survivors()).as("processes that outlived their timeout").isEmpty();
    assertThat(alive("sibling")).as("a sibling's daemon").hasSize(1);
    alive("sibling").forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @EnumSource
  void nothing_escapes_a_cancel(Escape escape) {
    JobHandle job = scheduler.submit(sh(escape.line));
    await().until(() -> !pids("pids").isEmpty());

    assertThat(get(job.cancel())).isEqualTo(JobState.CANCELLING);

    JobResult result = get(job.result());
    assertThat(states(result)).isEqualTo("=cancelled");
    assertThat(result.state()).isEqualTo(JobState.CANCELLED);
    assertThat(survivors()).as("processes that outlived their cancel").isEmpty();
    assertThat(get(job.cancel())).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void what_a_command_with_a_timeout_left_behind_dies_at_the_timeout() {
    JobResult result = run(sh("sleep " + FOR_EVER + " & echo $! > pids").timeout(ofSeconds(1)));

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    await().until(() -> survivors().isEmpty());
  }

  @Test
  void the_timeout_of_a_group_binds_everything_below_it() {
    String stay = "echo $$ >> pids; sleep " + FOR_EVER;
    JobResult result =
        run(
            sequence(
                parallel(sh(stay), sequence(sh(stay), sh("true"))).timeout(ofMillis(500)),
                sh("true")));

    assertThat(states(result))
        .isEqualTo(
            "/work/0/work/0=timed_out /work/0/work/1/work/0=timed_out"
                + " /work/0/work/1/work/1=skipped /work/0/work/1=timed_out /work/0=timed_out"
                + " /work/1=skipped =failed");
    assertThat(result.reason().map(Reason::node)).contains(Pointer.parse("/work/0"));
    assertThat(survivors()).isEmpty();
  }

  @Test
  void a_kill_leaves_no_time() {
    JobHandle job = scheduler.submit(sh("trap '' TERM; echo $$ > pids; sleep " + FOR_EVER));
    await().until(() -> !pids("pids").isEmpty());
    get(job.cancel());
    get(job.kill());

    assertThat(get(job.result()).root().command().flatMap(it -> it.exit()))
        .contains(ExitStatus.Signal.KILL);
    assertThat(survivors()).isEmpty();
  }

  @Test
  void a_cancel_stops_what_runs_and_starts_nothing_more() {
    JobHandle job =
        scheduler.submit(sequence(sh("echo $$ > pids; sleep " + FOR_EVER), sh("touch never")));
    await().until(() -> !pids("pids").isEmpty());
    get(job.cancel());

    assertThat(states(get(job.result())))
        .isEqualTo("/work/0=cancelled /work/1=cancelled =cancelled");
    assertThat(directory.resolve("never")).doesNotExist();
  }

  @Test
  void jobs_wait_for_their_workers_and_say_for_whom() {
    JobHandle long1 = scheduler.submit(wide("echo $$ >> pids; sleep " + FOR_EVER));
    await().until(() -> pids("pids").size() == 3);
    JobHandle next = scheduler.submit(exec("echo", "asdf"));
    get(next.accepted());

    assertThat(get(next.now()).state()).isEqualTo(JobState.QUEUED);
    Waiting waiting = get(next.waiting()).orElseThrow();
    assertThat(waiting.why()).contains("busy with job " + long1.id());
    assertThat(waiting.hopeless()).isFalse();

    get(long1.cancel());
    assertThat(get(next.result()).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(get(next.waiting())).isEmpty();
  }

  @Test
  void a_job_that_waits_is_cancelled_at_once() {
    JobHandle busy = scheduler.submit(wide("echo $$ >> pids; sleep " + FOR_EVER));
    await().until(() -> pids("pids").size() == 3);
    JobHandle waiting = scheduler.submit(sequence(sh("touch never")));

    assertThat(get(waiting.cancel())).isEqualTo(JobState.CANCELLED);
    assertThat(states(get(waiting.result()))).isEqualTo("/work/0=cancelled =cancelled");
    get(busy.cancel());
    get(busy.result());
    assertThat(directory.resolve("never")).doesNotExist();
  }

  @Test
  void listeners_see_every_change_and_all_output_in_order() throws Exception {
    List<String> seen = new ArrayList<>();
    Scheduler.Subscription subscription =
        scheduler.listen(
            event -> {
              synchronized (seen) {
                seen.add(told(event));
                seen.notifyAll();
              }
            });
    String twoWhenOneWasSeen = "echo one; until [ -e seen ]; do sleep 0.01; done; echo two";
    JobHandle job =
        scheduler.submit(sequence(sh(twoWhenOneWasSeen), sh("exit 3"), sh("no-such-program")));
    synchronized (seen) {
      while (!seen.contains("'/work/0' stdout 0 one")) {
        seen.wait();
      }
    }
    Files.createFile(directory.resolve("seen"));
    JobResult result = get(job.result());
    await()
        .untilAsserted(
            () -> {
              synchronized (seen) {
                assertThat(seen).contains("job failed");
              }
            });
    subscription.close();

    assertThat(seen)
        .containsExactly(
            "job queued",
            "job running",
            "'' running",
            "'/work/0' running",
            "'/work/0' stdout 0 one",
            "'/work/0' stdout 4 two",
            "'/work/0' succeeded",
            "'/work/1' running",
            "'/work/1' failed",
            "'/work/2' skipped",
            "'' failed",
            "job failed");
    assertThat(result.state()).isEqualTo(JobState.FAILED);
  }

  private static String told(JobEvent event) {
    if (event instanceof JobEvent.JobChanged it) {
      return "job " + it.state();
    }
    if (event instanceof JobEvent.NodeChanged it) {
      return "'" + it.node() + "' " + it.state();
    }
    JobEvent.OutputWritten it = (JobEvent.OutputWritten) event;
    return "'"
        + it.node()
        + "' "
        + it.stream()
        + " "
        + it.offset()
        + " "
        + new String(it.bytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void workers_are_listed_with_what_they_play() {
    JobHandle job = scheduler.submit(sh("echo $$ > pids; sleep " + FOR_EVER).role("server"));
    await().until(() -> !pids("pids").isEmpty());

    List<WorkerView> workers = get(scheduler.workers());
    assertThat(workers).hasSize(3);
    assertThat(workers).filteredOn(it -> it.job().isPresent()).hasSize(1);
    WorkerView busy = workers.stream().filter(it -> it.job().isPresent()).findFirst().orElseThrow();
    assertThat(busy.job()).contains(job.id());
    assertThat(busy.role()).contains(new RoleName("server"));
    assertThat(busy.problem()).isEmpty();
    get(job.kill());
    get(job.result());
  }

  @Test
  void closing_ends_what_runs() {
    JobHandle job = scheduler.submit(sh("echo $$ > pids; sleep " + FOR_EVER));
    await().until(() -> !pids("pids").isEmpty());
    scheduler.close();
    scheduler.close();

    assertThat(get(job.result()).state()).isEqualTo(JobState.CANCELLED);
    assertThat(survivors()).isEmpty();
  }

  private JobSpec wide(String line) {
    return parallel(sh(line).role("a"), sh(line).role("b"), sh(line).role("c"));
  }

  /** Runs a job to its end. */
  protected final JobResult run(JobSpec job) {
    return get(scheduler.submit(job).result());
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Every node and how it ended, parts before their group. */
  private static String states(JobResult result) {
    List<String> all = new ArrayList<>();
    addStates(result.root(), all);
    return String.join(" ", all);
  }

  private static void addStates(NodeResult node, List<String> all) {
    node.work().forEach(part -> addStates(part, all));
    all.add(node.pointer() + "=" + node.state());
  }

  /** The processes that said that they are there, and still are. */
  private List<ProcessHandle> survivors() {
    return alive("pids");
  }

  private List<ProcessHandle> alive(String file) {
    return pids(file).stream()
        .map(ProcessHandle::of)
        .flatMap(Optional::stream)
        .filter(EndToEndScenarios::isNoZombie)
        .toList();
  }

  private static boolean isNoZombie(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException e) {
      return process.isAlive();
    }
  }

  private List<Long> pids(String file) {
    Path path = directory.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      return Files.readString(path).lines().map(String::strip).map(Long::valueOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
