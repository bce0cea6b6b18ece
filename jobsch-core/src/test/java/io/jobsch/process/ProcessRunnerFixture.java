package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Ending.Cause;
import io.jobsch.workers.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of a {@link ProcessRunner} share: a runner, commands for it, and a look for what is
 * left of them, which must be nothing. Runs real processes; needs {@code sh}, {@code python3} and
 * Linux's {@code /proc}.
 */
public abstract class ProcessRunnerFixture {
  /** Ample grace and bound: a test that waits for one of them to run out sets its own. */
  static final KillPolicy PATIENT = new KillPolicy(Duration.ofSeconds(60), Duration.ofSeconds(60));

  /** For processes that ignore TERM. */
  static final KillPolicy BRISK = new KillPolicy(Duration.ofMillis(100), Duration.ofSeconds(60));

  static final Optional<Duration> NEVER = Optional.empty();

  @TempDir Path directory;

  private ProcessRunner runner;
  private Witness witness;
  private Path pids;
  private Path work;
  private Path escapes;
  private final List<Recorder> recorders = new ArrayList<>();

  /** A new runner, which the test closes. */
  protected abstract ProcessRunner newRunner();

  @BeforeEach
  void setUp() throws IOException {
    directory = directory.toRealPath();
    pids = Files.createDirectory(directory.resolve("pids"));
    work = Files.createDirectory(directory.resolve("work"));
    escapes = directory.resolve("escapes.py");
    try (InputStream source = ProcessRunnerContract.class.getResourceAsStream("escapes.py")) {
      Files.write(escapes, source.readAllBytes());
    }
    witness = new Witness(pids);
    runner = newRunner();
  }

  @AfterEach
  void leavesNothing() {
    recorders.forEach(Recorder::letGo);
    runner.close();
    Map<Long, String> left = witness.alive();
    witness.killAll();
    assertThat(left).as("processes left when the runner was closed").isEmpty();
    assertThat(recorders).flatExtracting(Recorder::violations).isEmpty();
  }

  ProcessRunner runner() {
    return runner;
  }

  Witness witness() {
    return witness;
  }

  Path pids() {
    return pids;
  }

  Path escapes() {
    return escapes;
  }

  Path work() {
    return work;
  }

  Recorder run(List<String> argv) {
    return start(launch(argv, NEVER, PATIENT), Recorder.open());
  }

  Recorder start(CommandLaunch launch, Recorder recorder) {
    startHere(launch, recorder);
    return recorder;
  }

  RunningCommand startHere(CommandLaunch launch, Recorder recorder) {
    recorders.add(recorder);
    return runner.start(launch, recorder);
  }

  CommandLaunch launch(List<String> argv, Optional<Duration> timeout, KillPolicy killing) {
    return new CommandLaunch(argv, env(), work, timeout, killing);
  }

  Map<String, String> env(String... more) {
    Map<String, String> env = new HashMap<>(witness.mark());
    env.put("PATH", System.getenv("PATH"));
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  static List<String> sh(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  static List<String> python(String... lines) {
    return List.of(Python.EXECUTABLE, "-c", String.join("\n", lines));
  }

  List<String> escape(String way, String... more) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of(Python.EXECUTABLE, escapes.toString(), pids.toString(), way));
    argv.addAll(Arrays.asList(more));
    return argv;
  }

  static Optional<Duration> millis(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  static Ending exited(int code) {
    return new Ending.Exited(new ExitStatus.Code(code));
  }

  static Ending killed(Cause cause, ExitStatus status) {
    return new Ending.Killed(cause, Optional.of(status));
  }

  String stdoutOf(List<String> argv, Map<String, String> env) {
    Recorder told = start(new CommandLaunch(argv, env, work, NEVER, PATIENT), Recorder.open());
    assertThat(told.ending()).isEqualTo(exited(0));
    return told.stdout();
  }

  /** A process of the same runner that nobody has asked to be killed. */
  long settledSibling() {
    start(launch(escape("settle"), NEVER, PATIENT), Recorder.open());
    awaitEscaped(1);
    return witness.settled().get(0);
  }

  int escaped() {
    return pids.toFile().list().length;
  }

  void awaitEscaped(int count) {
    Recorder.eventually().until(() -> escaped() >= count);
  }

  void awaitNobodyAlive() {
    witness.awaitNobody();
  }

  static void awaitDeath(long pid) {
    Recorder.eventually().until(() -> !Witness.isAlive(pid));
  }
}
