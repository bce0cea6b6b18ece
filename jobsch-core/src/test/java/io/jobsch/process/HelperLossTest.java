package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is left when the JVM, the helper or a keeper is killed, or the JVM is stopped, at any moment
 * of its commands' lives: nothing.
 *
 * <p>{@code -Djobsch.escapes=100} tries a hundred moments of each.
 */
@Execution(ExecutionMode.CONCURRENT)
class HelperLossTest {
  private static final KillPolicy NEVER_OVER =
      new KillPolicy(Duration.ofHours(1), Duration.ofSeconds(60));
  private static final KillPolicy BRISK =
      new KillPolicy(Duration.ofMillis(100), Duration.ofSeconds(60));
  private static final Map<HelperMode, LossTimes> TIMES = new ConcurrentHashMap<>();

  @TempDir Path directory;

  private Witness witness;
  private Path pids;
  private Path escapes;

  @BeforeEach
  void setUp() throws IOException {
    pids = Files.createDirectory(directory.resolve("pids"));
    escapes = directory.resolve("escapes.py");
    try (InputStream source = HelperLossTest.class.getResourceAsStream("escapes.py")) {
      Files.write(escapes, source.readAllBytes());
    }
    witness = new Witness(pids);
  }

  @AfterAll
  static void print() {
    if (System.getProperty("jobsch.escapes") != null) {
      TIMES.forEach((mode, times) -> times.print(mode.name()));
      TIMES.clear();
    }
  }

  @AfterEach
  void leavesNothing() {
    Map<Long, String> left = witness.alive();
    witness.killAll();
    assertThat(left).isEmpty();
  }

  HelperProcessRunner newRunner() {
    return HelperProcessRunnerTest.helper(mode());
  }

  HelperMode mode() {
    return HelperMode.ALONE;
  }

  /** Seeds of the moments. */
  static LongStream moments() {
    return LongStream.rangeClosed(1, EscapeSuite.TIMES);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothing_outlives_a_jvm_that_is_killed(long seed) throws Exception {
    Process victim = victim();
    long began;
    try {
      ready(victim);
      pause(seed);
    } finally {
      began = System.nanoTime();
      victim.destroyForcibly();
    }

    witness.awaitNobody();
    times().note("JVM killed", began);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothing_outlives_the_lease_of_a_jvm_that_is_stopped(long seed) throws Exception {
    Process victim = victim();
    try {
      ready(victim);
      pause(seed);
      signal("STOP", victim.pid());
      long began = System.nanoTime();

      witness.awaitNobody();
      times().note("JVM stopped, with a lease of 0.5 s", began);
      assertThat(victim.isAlive()).isTrue();
    } finally {
      victim.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource("moments")
  void commands_whose_helper_is_killed_are_lost_and_gone(long seed) throws Exception {
    try (HelperProcessRunner runner = newRunner()) {
      List<Recorder> told = startAll(runner);
      pause(seed);

      long began = System.nanoTime();
      kill(runner.helperPid());

      witness.awaitNobody();
      times().note("helper killed", began);
      for (Recorder each : told) {
        assertThat(each.ending()).isInstanceOf(Ending.Lost.class);
        assertThat(each.violations()).isEmpty();
      }
      times().note("helper killed, until all were told as lost", began);
      assertThat(witness.alive()).isEmpty();
      assertThat(run(runner).ending()).isInstanceOf(Ending.Exited.class);
    }
  }

  @ParameterizedTest
  @MethodSource("moments")
  void commands_whose_keepers_are_killed_are_lost_and_gone(long seed) throws Exception {
    try (HelperProcessRunner runner = newRunner()) {
      List<Recorder> told = startAll(runner);
      told.forEach(Recorder::pid);
      pause(seed);

      long began = System.nanoTime();
      childrenOf(runner.helperPid()).forEach(HelperLossTest::kill);

      witness.awaitNobody();
      times().note("keepers killed", began);
      for (Recorder each : told) {
        assertThat(each.ending()).isInstanceOf(Ending.Lost.class);
      }
      times().note("keepers killed, until all were told as lost", began);
      assertThat(witness.alive()).isEmpty();
      assertThat(run(runner).ending()).isInstanceOf(Ending.Exited.class);
    }
  }

  @Test
  void what_a_command_without_a_timeout_left_behind_outlives_its_keeper() throws Exception {
    try (HelperProcessRunner runner = newRunner()) {
      Recorder told = Recorder.open();
      runner.start(launch("daemon", Optional.empty(), "exit"), told);
      assertThat(told.ending()).isInstanceOf(Ending.Exited.class);
      Recorder.eventually().until(() -> !witness.settled().isEmpty());
      long daemon = witness.settled().get(0);

      childrenOf(runner.helperPid()).forEach(HelperLossTest::kill);
      assertThat(run(runner).ending()).isInstanceOf(Ending.Exited.class);

      assertThat(Witness.isAlive(daemon)).isTrue();
    }
    witness.killAll();
  }

  @Test
  void what_a_command_without_a_timeout_left_behind_outlives_all_keepers() throws Exception {
    try (HelperProcessRunner runner = newRunner()) {
      Recorder told = Recorder.open();
      runner.start(launch("daemon", Optional.empty(), "exit"), told);
      assertThat(told.ending()).isInstanceOf(Ending.Exited.class);
      Recorder.eventually().until(() -> !witness.settled().isEmpty());
      long daemon = witness.settled().get(0);
      List<Recorder> lost = startAll(runner);
      lost.forEach(Recorder::pid);

      signal("STOP", runner.helperPid());
      childrenOf(runner.helperPid()).forEach(HelperLossTest::kill);
      signal("CONT", runner.helperPid());

      for (Recorder each : lost) {
        assertThat(each.ending()).isInstanceOf(Ending.Lost.class);
      }
      assertThat(witness.alive().keySet()).containsExactly(daemon);
    }
    witness.killAll();
  }

  @Test
  void a_command_that_stops_its_keeper_is_killed_all_the_same() {
    try (HelperProcessRunner runner = newRunner()) {
      Recorder told = Recorder.open();
      RunningCommand command =
          runner.start(
              new CommandLaunch(
                  List.of("/bin/sh", "-c", "kill -STOP $PPID; echo stopped; exec sleep 100"),
                  witness.mark(),
                  directory,
                  Optional.empty(),
                  ProcessRunnerContract.PATIENT),
              told);
      told.awaitStdout("stopped");

      command.kill(Ending.Cause.ORDER, Urgency.GRACEFUL);

      assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "QUIT"})
  void a_signal_that_is_meant_for_all_of_a_service_does_not_end_the_helper(String name)
      throws Exception {
    try (HelperProcessRunner runner = newRunner()) {
      long helper = runner.helperPid();

      signal(name, helper);

      assertThat(run(runner).ending()).isInstanceOf(Ending.Exited.class);
      assertThat(runner.helperPid()).isEqualTo(helper);
    }
  }

  @Test
  void a_lease_that_runs_out_kills_what_runs_under_it_and_nothing_else() {
    try (HelperProcessRunner runner = newRunner();
        ProcessLease lease = runner.lease();
        ProcessLease other = runner.lease()) {
      Recorder under = Recorder.open();
      Recorder beside = Recorder.open();
      lease.renew(Duration.ofHours(1));
      other.renew(Duration.ofHours(1));
      lease.start(launch("ignored_term", Optional.empty(), NEVER_OVER), under);
      other.start(launch("settle", Optional.empty()), beside);
      Recorder.eventually().until(() -> witness.settled().size() == 2);

      lease.renew(Duration.ofMillis(1));

      assertThat(((Ending.Killed) under.ending()).cause()).isEqualTo(Ending.Cause.LEASE);
      assertThat(beside.hasEnded()).isFalse();
      assertThat(witness.alive().keySet()).containsExactly(beside.pid());
    }
  }

  @Test
  void a_lease_holds_for_the_next_helper_too() {
    try (HelperProcessRunner runner = newRunner();
        ProcessLease lease = runner.lease()) {
      lease.renew(Duration.ofSeconds(1));
      lose(runner);

      assertKilledBy(lease);
    }
  }

  @Test
  void what_is_started_under_a_lease_that_is_over_is_killed_by_the_next_helper_too() {
    try (HelperProcessRunner runner = newRunner();
        ProcessLease lease = runner.lease()) {
      lease.renew(Duration.ofMillis(1));
      assertKilledBy(lease);
      lose(runner);

      assertKilledBy(lease);
    }
  }

  private static void lose(HelperProcessRunner runner) {
    kill(runner.helperPid());
    Recorder.eventually().until(() -> !Witness.isAlive(runner.helperPid()));
  }

  /** What is started under it now does not outlive it. */
  private void assertKilledBy(ProcessLease lease) {
    Recorder told = Recorder.open();
    lease.start(launch("settle", Optional.empty()), told);
    assertThat(((Ending.Killed) told.ending()).cause()).isEqualTo(Ending.Cause.LEASE);
  }

  @Test
  void a_command_is_not_even_asked_to_end_when_its_lease_is_over() {
    try (HelperProcessRunner runner = newRunner();
        ProcessLease lease = runner.lease()) {
      Recorder told = Recorder.open();
      lease.renew(Duration.ofHours(1));
      lease.start(
          new CommandLaunch(
              List.of(
                  "/bin/sh", "-c", "trap 'echo asked' TERM; echo up; while :; do sleep 1; done"),
              witness.mark(),
              directory,
              Optional.empty(),
              NEVER_OVER),
          told);
      told.awaitStdout("up");

      lease.renew(Duration.ofMillis(1));

      assertThat(told.ending())
          .isEqualTo(new Ending.Killed(Ending.Cause.LEASE, Optional.of(ExitStatus.Signal.KILL)));
      assertThat(told.stdout()).isEqualTo("up\n");
    }
  }

  private Process victim() throws IOException {
    List<String> argv = new ArrayList<>();
    argv.addAll(
        List.of(
            mode().name(),
            witness.mark().keySet().iterator().next(),
            pids.toString(),
            escapes.toString()));
    argv.addAll(ways());
    return OtherJvm.of(Victim.class, argv).redirectError(Redirect.INHERIT).start();
  }

  LossTimes times() {
    return TIMES.computeIfAbsent(mode(), any -> new LossTimes());
  }

  Witness witness() {
    return witness;
  }

  private static List<String> ways() {
    return EscapeSuite.ways().stream().filter(way -> !way.equals("storm")).toList();
  }

  static void ready(Process victim) throws IOException {
    assertThat(victim.inputReader(UTF_8).readLine()).isEqualTo("ready");
  }

  List<Recorder> startAll(ProcessRunner runner) {
    List<Recorder> told = new ArrayList<>();
    for (String way : ways()) {
      Recorder recorder = Recorder.open();
      told.add(recorder);
      runner.start(launch(way, Optional.of(Duration.ofHours(1))), recorder);
    }
    return told;
  }

  private Recorder run(ProcessRunner runner) {
    Recorder told = Recorder.open();
    runner.start(
        new CommandLaunch(
            List.of("true"), Map.of(), directory, Optional.empty(), ProcessRunnerContract.PATIENT),
        told);
    return told;
  }

  CommandLaunch launch(String way, Optional<Duration> timeout, String... more) {
    return launch(way, timeout, BRISK, more);
  }

  private CommandLaunch launch(
      String way, Optional<Duration> timeout, KillPolicy policy, String... more) {
    Map<String, String> env = new HashMap<>(witness.mark());
    env.put("PATH", System.getenv("PATH"));
    List<String> argv =
        Stream.concat(
                Stream.of(Python.EXECUTABLE, "-ES", escapes.toString(), pids.toString(), way),
                Stream.of(more))
            .toList();
    return new CommandLaunch(argv, env, directory, timeout, policy);
  }

  /** For no longer than a command takes to get where it wants. */
  static void pause(long seed) throws InterruptedException {
    Thread.sleep(new Random(seed).nextInt(400));
  }

  static Stream<Long> childrenOf(long pid) {
    return ProcessHandle.of(pid).orElseThrow().children().map(ProcessHandle::pid);
  }

  static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }
}
