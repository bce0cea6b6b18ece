package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Ending.Cause;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Urgency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainProcessRunnerTest extends ProcessRunnerContract {
  private static final KillPolicy BRISK =
      new KillPolicy(Duration.ofMillis(100), Duration.ofMillis(300));

  @Override
  protected ProcessRunner newRunner() {
    return new PlainProcessRunner();
  }

  /**
   * The JVM blocks QUIT in its threads, and ignores 32 and 33 when it spawns; and what it was
   * started with ignored, HUP under nohup, it hands on where no program resets that.
   */
  @Override
  protected long signalsKept() throws IOException {
    return 0x180000004L | (UsualSignals.program().isEmpty() ? ignoredByThisProcess() : 0);
  }

  private static long ignoredByThisProcess() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void says_that_it_is_plain() {
    assertThat(runner().isolation()).isEqualTo("plain");
  }

  @Test
  void the_documented_gap_is_still_there() {
    Recorder told = Recorder.open();
    RunningCommand command =
        startHere(launch(escape("cleared_environment_and_orphaned"), NEVER, PATIENT), told);
    awaitEscaped(1);

    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
    assertThat(witness().alive().keySet()).containsExactlyElementsOf(witness().settled());
    witness().killAll();
  }

  @Test
  void what_cannot_be_killed_is_told_by_name() {
    try (ProcessRunner haunted = new PlainProcessRunner(new HauntedTable(), new RunnerThreads())) {
      Recorder told = Recorder.open();
      RunningCommand command = haunted.start(launch(sh("exec sleep 100"), NEVER, BRISK), told);
      told.pid();

      command.kill(Cause.ORDER, Urgency.GRACEFUL);

      assertThat(told.ending())
          .isEqualTo(new Ending.Unkillable(Cause.ORDER, List.of("pid 999999999 (D) ghost")));
      assertThat(told.violations()).isEmpty();
    }
  }

  @Test
  void what_was_started_without_a_thread_and_cannot_be_killed_is_told_by_name() {
    AtomicInteger left = new AtomicInteger(1);
    RunnerThreads scarce = new RunnerThreads(task -> threadUnlessNoneIsLeft(task, left));
    try (ProcessRunner poor = new PlainProcessRunner(new HauntedTable(), scarce)) {
      Recorder told = Recorder.open();

      poor.start(launch(sh("exec sleep 100"), NEVER, BRISK), told);

      assertThat(told.ending())
          .isEqualTo(new Ending.Unkillable(Cause.ORDER, List.of("pid 999999999 (D) ghost")));
      assertThat(witness().alive()).isEmpty();
    }
  }

  @Test
  void what_the_system_has_started_without_telling_us_is_killed_too() throws IOException {
    Tag tag = Tag.random();
    ProcessBuilder unknown = new ProcessBuilder(sh("sleep 100 & exec sleep 100"));
    unknown.environment().putAll(witness().mark());
    unknown.environment().put(tag.variable(), "1");
    unknown.start();
    Recorder.eventually().until(() -> !witness().alive().isEmpty());

    List<String> left = new FreshProcess(new ProcFiles(), tag).undo(Duration.ofSeconds(60));

    assertThat(left).isEmpty();
    assertThat(witness().alive()).isEmpty();
  }

  static Thread threadUnlessNoneIsLeft(Runnable task, AtomicInteger left) {
    if (left.getAndDecrement() <= 0) {
      throw new OutOfMemoryError("no thread, on purpose");
    }
    Thread thread = new Thread(task, "jobsch-scarce");
    thread.setDaemon(true);
    return thread;
  }

  /** Where the system does not show environments. */
  @ParameterizedTest
  @ValueSource(strings = {"settle", "child", "session", "cleared_environment"})
  void without_environments_it_still_kills_what_descends_from_the_command(String way) {
    try (ProcessRunner blind = new PlainProcessRunner(new ProcessHandles(), new RunnerThreads())) {
      Recorder told = Recorder.open();
      RunningCommand command = blind.start(launch(escape(way), NEVER, PATIENT), told);
      awaitEscaped(1);

      command.kill(Cause.ORDER, Urgency.GRACEFUL);

      assertThat(told.ending())
          .isEqualTo(new Ending.Killed(Cause.ORDER, Optional.of(ExitStatus.Signal.TERM)));
      assertThat(witness().alive()).isEmpty();
    }
  }

  @Test
  void a_jobsch_inside_a_command_does_not_hide_its_commands_from_the_outer_one() {
    Map<String, String> inherited = env("_JOBSCH_TAG_0123456789abcdef", "1");
    Recorder told = Recorder.open();
    RunningCommand command =
        runner()
            .start(new CommandLaunch(escape("daemon"), inherited, work(), NEVER, PATIENT), told);
    awaitEscaped(1);

    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
    assertThat(witness().alive()).isEmpty();
  }

  @Test
  void an_end_is_told_even_if_the_application_keeps_the_common_pool_busy() {
    int threads = ForkJoinPool.commonPool().getParallelism();
    CountDownLatch letGo = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                try {
                  letGo.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    try {
      assertThat(run(sh("exit 3")).ending()).isEqualTo(new Ending.Exited(new ExitStatus.Code(3)));
    } finally {
      letGo.countDown();
    }
  }

  @Test
  void a_thread_that_was_interrupted_can_start_commands() {
    List<Recorder> told = new ArrayList<>();
    Thread.currentThread().interrupt();

    for (int i = 0; i < 70; i++) {
      told.add(run(sh("exit 3")));
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told)
        .extracting(Recorder::ending)
        .containsOnly(new Ending.Exited(new ExitStatus.Code(3)));
  }

  /** The process table of a machine on which every tree has a member that does not die. */
  private static final class HauntedTable implements ProcessTable {
    private static final long GHOST = 999_999_999;

    private final ProcFiles real = new ProcFiles();
    private final Set<Tag> seen = ConcurrentHashMap.newKeySet();

    @Override
    public List<Long> pids() {
      return Stream.concat(real.pids().stream(), Stream.of(GHOST)).toList();
    }

    @Override
    public Optional<Sighting> find(long pid) {
      return pid == GHOST
          ? Optional.of(new Sighting(new ProcessId(GHOST, Long.MAX_VALUE), 1, 'D', 1, "ghost"))
          : real.find(pid);
    }

    @Override
    public Optional<Set<Tag>> tags(Sighting process) {
      return process.pid() == GHOST ? Optional.of(everyTag()) : real.tags(process);
    }

    /** Those it has seen: the ghost joins every tree that shows itself once. */
    private Set<Tag> everyTag() {
      real.pids().stream()
          .flatMap(pid -> real.find(pid).stream())
          .flatMap(process -> real.tags(process).stream())
          .forEach(seen::addAll);
      return seen;
    }
  }
}
