package io.jobsch.local.junit;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.Scripts.anything;
import static io.jobsch.local.manual.Scripts.command;
import static io.jobsch.local.manual.Scripts.exits;
import static io.jobsch.local.manual.Scripts.neverEnds;
import static io.jobsch.local.manual.Scripts.prints;
import static io.jobsch.local.manual.Scripts.printsError;
import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.jobsch.JobHandle;
import io.jobsch.Scheduler;
import io.jobsch.local.LocalScheduler;
import io.jobsch.local.LocalSchedulerBuilder;
import io.jobsch.local.manual.ManualScheduler;
import io.jobsch.local.manual.ManualSchedulerBuilder;
import io.jobsch.local.manual.ManualWorker;
import io.jobsch.result.JobResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Alone, since it looks at the threads and the error stream of the whole process. */
@Isolated
class JobschExtensionTest {
  @Test
  void fields_and_parameters_of_a_test_are_one_scheduler() {
    assertThat(failuresOf(Injected.class)).isEmpty();
  }

  static class Injected {
    @Jobsch private ManualScheduler manual;
    @Jobsch private LocalScheduler local;
    private ManualScheduler before;

    @BeforeEach
    void prepare(@Jobsch ManualScheduler same) {
      before = same;
    }

    @Test
    void all_are_the_same(@Jobsch ManualScheduler same, @Jobsch LocalScheduler other) {
      assertThat(same).isSameAs(manual).isSameAs(before);
      assertThat(other).isSameAs(local);
    }

    @AfterEach
    void it_is_open_still() {
      assertThat(manual.run(exec("true"))).succeeded();
    }

    @Nested
    class Within {
      @Test
      void fields_around_it_are_set() {
        assertThat(manual).isNotNull();
      }
    }
  }

  @Test
  void a_class_may_name_the_extension_and_how_many_workers_there_are() {
    assertThat(failuresOf(Extended.class)).isEmpty();
    assertThat(failuresOf(WithWorkers.class)).isEmpty();
  }

  @ExtendWith(JobschExtension.class)
  static class Extended {
    @Test
    void parameters_are_known_by_their_type(ManualScheduler manual) {
      assertThat(manual.workers().join()).isEmpty();
    }
  }

  @Jobsch(workers = 3)
  static class WithWorkers {
    @Test
    void there_are_three(ManualScheduler manual) {
      assertThat(manual.workers().join()).hasSize(3);
    }

    @Test
    void here_there_is_one(@Jobsch(workers = 1) LocalScheduler local) throws Exception {
      assertThat(local.workers().get()).hasSize(1);
    }
  }

  @Test
  void what_the_class_says_of_workers_holds_where_nothing_else_is_said() {
    assertThat(failuresOf(FieldsInClassWithWorkers.class)).isEmpty();
    assertThat(failuresOf(InheritsWorkers.class)).isEmpty();
  }

  @Jobsch(workers = 3)
  static class FieldsInClassWithWorkers {
    @Jobsch private ManualScheduler manual;

    @Test
    void there_are_three(@Jobsch ManualScheduler same) {
      assertThat(manual.workers().join()).hasSize(3);
      assertThat(same).isSameAs(manual);
    }

    @Nested
    class Within {
      @Test
      void there_are_three_as_well(ManualScheduler same) {
        assertThat(same.workers().join()).hasSize(3);
      }
    }
  }

  static class InheritsWorkers extends WithWorkers {}

  @Test
  void a_test_may_have_settings_of_its_own() {
    DIRECTORIES.clear();
    assertThat(failuresOf(Building.class)).isEmpty();
    assertThat(DIRECTORIES).hasSize(1).allSatisfy(it -> assertThat(it).doesNotExist());
  }

  @Jobsch(workers = 3)
  static class Building {
    private static final List<String> SUBMITTED = new ArrayList<>();
    private ManualScheduler named;

    @BeforeEach
    void build(ManualSchedulerBuilder builder) {
      named = builder.onSubmit(job -> SUBMITTED.add(job.id().value())).start();
    }

    @Test
    void it_begins_with_what_the_annotation_says(
        ManualSchedulerBuilder same, LocalSchedulerBuilder local, @Jobsch Path directory)
        throws Exception {
      DIRECTORIES.add(directory);
      assertThat(named.workers().join()).hasSize(3);
      assertThat(named.run(exec("a"))).succeeded();
      assertThat(SUBMITTED).containsExactly("0".repeat(31) + "1");
      try (ManualScheduler other = same.workers(1).start()) {
        assertThat(other.workers().join()).hasSize(1);
      }
      try (LocalScheduler real = local.killGrace(Duration.ofSeconds(1)).start()) {
        assertThat(real.submit(sh("pwd")).result().get()).node("").printedExactly(directory + "\n");
      }
    }
  }

  @Test
  void what_a_builder_has_started_is_closed_and_looked_after() {
    STARTED.clear();
    Shown shown = show(LeavesTwo.class);

    assertThat(shown.failure)
        .hasMessageMatching(
            "(?s)LeavesTwo: it_forgets\\(.*\\) left behind:\n"
                + "  job 0{31}1, which was not over: role web needs a worker, .* suits it\n"
                + "  job [0-9a-f]{32}, which was not over");
    assertThat(shown.text).contains("(web): pending", "(sleep 600): running");
    for (Scheduler each : STARTED) {
      assertThatThrownBy(() -> each.submit(exec("a"))).hasMessage("the scheduler is closed");
    }
  }

  private static final List<Scheduler> STARTED = new ArrayList<>();

  static class LeavesTwo {
    @Jobsch private LocalSchedulerBuilder local;

    @Test
    void it_forgets(@Jobsch ManualSchedulerBuilder manual) {
      STARTED.add(manual.worker(ManualWorker.named("db").suits("db*")).start());
      STARTED.add(local.start());
      STARTED.get(0).submit(exec("web").role("web"));
      STARTED.get(1).submit(exec("sleep", "600"));
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Jobsch(workers = 2)
  @interface TwoWorkers {}

  @Test
  void an_annotation_of_ones_own_may_stand_for_it() {
    assertThat(failuresOf(AnnotatedOtherwise.class)).isEmpty();
    assertThat(failuresOf(ClassAnnotatedOtherwise.class)).isEmpty();
  }

  static class AnnotatedOtherwise {
    @TwoWorkers private ManualScheduler manual;

    @Test
    void there_are_two(@TwoWorkers LocalScheduler local) throws Exception {
      assertThat(manual.workers().join()).hasSize(2);
      assertThat(local.workers().get()).hasSize(2);
    }
  }

  @TwoWorkers
  static class ClassAnnotatedOtherwise {
    @Test
    void there_are_two(ManualScheduler manual) {
      assertThat(manual.workers().join()).hasSize(2);
    }
  }

  private static final List<Path> DIRECTORIES = new ArrayList<>();

  @Test
  void real_commands_run_in_a_directory_that_is_gone_after_the_test() {
    DIRECTORIES.clear();
    assertThat(failuresOf(InADirectory.class)).isEmpty();

    assertThat(DIRECTORIES).hasSize(1).allSatisfy(it -> assertThat(it).doesNotExist());
  }

  static class InADirectory {
    @Test
    void they_write_there(@Jobsch LocalScheduler local, @Jobsch Path directory) throws Exception {
      DIRECTORIES.add(directory);
      JobResult result =
          local.submit(sh("mkdir sub; echo x > sub/file; ln -s / link")).result().get();
      assertThat(result).succeeded();
      assertThat(Files.readString(directory.resolve("sub/file"))).isEqualTo("x\n");
    }
  }

  @Test
  void a_test_that_fails_shows_its_jobs() {
    Shown shown = show(Failing.class);

    assertThat(shown.failure).hasMessage("on purpose").hasNoSuppressedExceptions();
    assertThat(shown.text)
        .isEqualTo(
            "The jobs of Failing: it_fails(ManualScheduler):\n"
                + "job 00000000000000000000000000000001: failed, /work/1: exit code 3\n"
                + "  the root (sequence_group): failed after 0 s\n"
                + "    /work/0 (fetch): succeeded on w1 after 0 s, exit code 0\n"
                + "      stdout | three files\n"
                + "    /work/1 (make): failed on w1 after 0 s, exit code 3\n"
                + "      stderr | no rule\n"
                + "    /work/2 (ship): skipped\n");
  }

  static class Failing {
    @Test
    void it_fails(@Jobsch ManualScheduler manual) {
      manual.when(command("fetch")).then(prints("three files\n"));
      manual.when(command("make")).then(printsError("no rule\n").exits(3));
      manual.run(sequence(exec("fetch"), exec("make"), exec("ship")));
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void of_many_jobs_those_are_shown_that_failed_or_are_not_over_and_how_many_others_there_are() {
    Shown shown = show(FailingWithMany.class);

    assertThat(shown.text.lines().filter(line -> line.startsWith("job ")).toList())
        .hasSize(50)
        .startsWith(
            "job 00000000000000000000000000000032: failed, the job: exit code 3",
            "job 00000000000000000000000000000065: running",
            "job 00000000000000000000000000000001: succeeded")
        .endsWith("job 00000000000000000000000000000030: succeeded");
    assertThat(shown.text).endsWith("\nand 51 more\n");
  }

  static class FailingWithMany {
    @Test
    void it_fails(@Jobsch ManualScheduler manual) {
      manual.when(command("bad")).then(exits(3));
      manual.when(command("endless")).then(neverEnds());
      for (int i = 1; i <= 100; i++) {
        manual.submit(exec(i == 50 ? "bad" : "good"));
      }
      manual.submit(exec("endless"));
      throw new AssertionError("no");
    }
  }

  @Test
  void of_many_jobs_that_were_not_over_a_few_are_named() {
    Shown shown = show(LeavesMany.class);

    assertThat(shown.failure.getMessage().lines()).hasSize(1 + 50 + 1);
    assertThat(shown.failure).hasMessageEndingWith("\n  and 70 more jobs, which were not over");
    assertThat(shown.text).endsWith("\nand 90 more, 70 of which failed, or were not over\n");
  }

  static class LeavesMany {
    @Test
    void it_forgets(@Jobsch(workers = 1) ManualScheduler manual) {
      manual.when(command("endless")).then(neverEnds());
      for (int i = 0; i < 20; i++) {
        manual.submit(exec("good"));
      }
      for (int i = 0; i < 120; i++) {
        manual.submit(exec("endless"));
      }
    }
  }

  @Test
  void a_test_that_succeeds_or_gives_up_shows_nothing() {
    assertThat(show(Aborted.class).text).isEmpty();
    assertThat(show(Extended.class).text).isEmpty();
  }

  static class Aborted {
    @Test
    void it_gives_up(@Jobsch ManualScheduler manual) {
      manual.run(exec("a"));
      Assumptions.assumeTrue(false);
    }
  }

  @Test
  void a_job_that_is_not_over_fails_its_test() {
    Shown shown = show(Unfinished.class);

    assertThat(shown.failure)
        .hasMessage(
            "Unfinished: it_forgets(ManualScheduler) left behind:\n"
                + "  job 00000000000000000000000000000001, which was not over");
    assertThat(shown.text)
        .isEqualTo(
            "The jobs of Unfinished: it_forgets(ManualScheduler):\n"
                + "job 00000000000000000000000000000001: running\n"
                + "  the root (a): running on w1\n");
  }

  static class Unfinished {
    @Test
    void it_forgets(@Jobsch ManualScheduler manual) {
      manual.when(anything()).then(neverEnds());
      manual.submit(exec("a"));
    }
  }

  @Test
  void a_job_that_waits_at_the_end_says_why() {
    assertThat(show(Waits.class).failure)
        .hasMessage(
            "Waits: it_forgets(ManualScheduler) left behind:\n"
                + "  job 00000000000000000000000000000001, which was not over:"
                + " roles {a, b} need 2 workers, only w1 suits any of them");
  }

  static class Waits {
    @Test
    void it_forgets(@Jobsch(workers = 1) ManualScheduler manual) {
      manual.submit(sequence(exec("x").role("a"), exec("y").role("b")));
    }
  }

  private static final List<JobHandle> JOBS = new ArrayList<>();

  @Test
  void a_real_job_that_is_not_over_fails_its_test_and_is_cancelled() {
    JOBS.clear();
    Shown shown = show(UnfinishedLocal.class);

    assertThat(shown.failure).hasMessageContaining(", which was not over");
    assertThat(shown.text).contains(": running");
    assertThat(JOBS.get(0).result().join()).cancelled();
  }

  static class UnfinishedLocal {
    @Test
    void it_forgets(@Jobsch LocalScheduler local) {
      JOBS.add(local.submit(exec("sleep", "600")));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_process_that_a_command_left_fails_its_test_and_is_killed() {
    DIRECTORIES.clear();
    Shown shown = show(LeavesAProcess.class);

    assertThat(shown.failure)
        .hasMessageMatching("(?s).* left behind:\n  process \\d+ \\(.*\\) of job [0-9a-f]{32}");
    long pid =
        Long.parseLong(shown.failure.getMessage().replaceAll("(?s).*process (\\d+) .*", "$1"));
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
  }

  static class LeavesAProcess {
    @Test
    void it_leaves_one(@Jobsch LocalScheduler local) throws Exception {
      local.submit(sh("sleep 600 > /dev/null 2>&1 &")).result().get();
    }
  }

  private static final CountDownLatch END = new CountDownLatch(1);

  @Test
  void a_scheduler_that_the_test_did_not_close_fails_it() {
    Shown shown = show(LeavesAThread.class);
    END.countDown();

    assertThat(shown.failure)
        .hasMessage(
            "LeavesAThread: it_leaves_one(ManualScheduler) left behind:\n"
                + "  thread jobsch-left-behind");
  }

  static class LeavesAThread {
    @Test
    void it_leaves_one(@Jobsch ManualScheduler any) {
      Thread thread = new Thread(LeavesAThread::waitForTheEnd, "jobsch-left-behind");
      thread.setDaemon(true);
      thread.start();
    }

    private static void waitForTheEnd() {
      try {
        END.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void what_cannot_be_given_is_refused() {
    assertThat(failuresOf(WrongField.class))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .hasMessageContaining("wrong")
                    .hasMessageEndingWith(
                        ": expected a ManualScheduler, a LocalScheduler, a builder of one, or a"
                            + " Path, that is neither static nor final"));
    assertThat(failuresOf(WrongParameter.class))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .hasStackTraceContaining(
                        ": expected a ManualScheduler, a LocalScheduler, a builder of one, or a"
                            + " Path, of a test, or of what is done before or after each"));
    assertThat(failuresOf(BeforeAllTests.class)).hasSize(1);
    assertThat(failuresOf(TwoNumbers.class))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .hasStackTraceContaining(
                        "workers: expected the same wherever a test is given its scheduler, found"
                            + " 1 and 2"));
  }

  static class WrongField {
    @Jobsch private String wrong;

    @Test
    void it_is_not_run() {
      assertThat(wrong).isNull();
    }
  }

  static class WrongParameter {
    @Test
    void it_is_not_run(@Jobsch String wrong) {}
  }

  @Jobsch
  static class BeforeAllTests {
    @BeforeAll
    static void it_is_too_early(ManualScheduler manual) {}

    @Test
    void it_is_not_run() {}
  }

  static class TwoNumbers {
    @Jobsch(workers = 1)
    private ManualScheduler manual;

    @Test
    void it_is_not_run(@Jobsch(workers = 2) ManualScheduler other) {
      assertThat(manual).isSameAs(other);
    }
  }

  @Test
  void a_directory_that_cannot_be_deleted_is_told_of() throws Exception {
    TestDirectory directory = TestDirectory.create();
    assertThat(directory.delete()).isEmpty();

    assertThat(directory.delete().orElseThrow())
        .startsWith("directory " + directory.path() + ", which cannot be deleted: ");
  }

  @Test
  void a_kit_that_lent_nothing_has_nothing_to_take_back() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new Kit().close("a test", Optional.empty(), new PrintStream(printed));
    assertThat(printed.size()).isZero();

    Kit kit = new Kit();
    ManualScheduler manual = (ManualScheduler) kit.give(ManualScheduler.class, 0);
    manual.close();
    kit.close("a test", Optional.empty(), new PrintStream(printed));
    assertThatThrownBy(() -> manual.submit(exec("a"))).hasMessage("the scheduler is closed");
  }

  @Test
  void a_scheduler_that_cannot_be_closed_is_told_of() {
    Kit kit = new Kit();
    List<Throwable> told = new ArrayList<>();
    try (ManualScheduler manual = (ManualScheduler) kit.give(ManualScheduler.class, 0)) {
      manual.when(anything()).then(exits(0).after(Duration.ofSeconds(1)));
      JobHandle job = manual.submit(exec("a"));
      job.result()
          .thenRun(
              () ->
                  told.add(
                      catchThrowable(() -> kit.close("a test", Optional.empty(), System.err))));
      manual.finish(job);
    }
    assertThat(told)
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .hasMessageStartingWith(
                        "a test left behind:\n  a scheduler, which cannot be closed: "));
  }

  /** How the only test of a class failed, if it did, and what it printed. */
  private record Shown(Throwable failure, String text) {}

  private static Shown show(Class<?> tests) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<Throwable> failures;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      failures = failuresOf(tests);
    } finally {
      System.setErr(before);
    }
    return new Shown(
        failures.isEmpty() ? null : failures.get(0), printed.toString(StandardCharsets.UTF_8));
  }

  private static List<Throwable> failuresOf(Class<?> tests) {
    List<Throwable> failures = new ArrayList<>();
    List<String> run = new ArrayList<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                run.add(test.getDisplayName());
                result
                    .getThrowable()
                    .filter(it -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .ifPresent(failures::add);
              }
            });
    assertThat(run).hasSizeGreaterThan(1);
    return failures;
  }
}
