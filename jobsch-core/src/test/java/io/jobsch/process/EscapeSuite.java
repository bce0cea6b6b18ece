package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Ending.Cause;
import io.jobsch.workers.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All the ways that a process may try to get away from the kill of its command, several at a time:
 * none is left, and no other is touched. Needs {@code sh}, {@code nohup}, {@code python3} and
 * Linux's {@code /proc}; some ways need root.
 *
 * <p>{@code -Djobsch.escapes=100} tries each a hundred times.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class EscapeSuite {
  /** How often each is tried. */
  static final int TIMES = Integer.getInteger("jobsch.escapes", 5);

  private static final int AT_A_TIME = 5;
  private static final KillPolicy BRISK =
      new KillPolicy(Duration.ofMillis(100), Duration.ofSeconds(60));

  @TempDir Path directory;

  private Path escapes;
  private ProcessRunner runner;
  private final List<Witness> witnesses = new ArrayList<>();

  /** A new runner, which the test closes. */
  abstract ProcessRunner newRunner();

  /** The ways in which a process gets away from this runner, as is documented. */
  abstract Set<String> gaps();

  @BeforeEach
  void setUp() throws IOException {
    escapes = directory.resolve("escapes.py");
    try (InputStream source = EscapeSuite.class.getResourceAsStream("escapes.py")) {
      Files.write(escapes, source.readAllBytes());
    }
    runner = newRunner();
  }

  @AfterEach
  void leavesNothing() {
    runner.close();
    List<String> left = new ArrayList<>();
    witnesses.forEach(witness -> left.addAll(witness.alive().values()));
    witnesses.forEach(Witness::killAll);
    assertThat(left).as("processes left when the runner was closed").isEmpty();
  }

  /** All ways, see {@code escapes.py}. */
  static List<String> ways() {
    List<String> ways =
        new ArrayList<>(
            List.of(
                "child",
                "background",
                "double_fork",
                "session",
                "daemon",
                "ignored_term",
                "nohup",
                "storm",
                "changed_directory",
                "cleared_environment",
                "cleared_environment_and_orphaned",
                "overwritten_arguments",
                "overwritten_arguments_and_orphaned",
                "closed_descriptors",
                "held_stdout",
                "job_control",
                "stopped",
                "traced_child",
                "last_thread",
                "supervisor"));
    if ("root".equals(System.getProperty("user.name"))) {
      ways.add("other_user");
      ways.add("sudo");
    }
    return ways;
  }

  static Stream<Arguments> all() {
    return ways().stream()
        .flatMap(way -> Stream.of(Arguments.of(way, false), Arguments.of(way, true)));
  }

  @ParameterizedTest(name = "{0}, beside another: {1}")
  @MethodSource("all")
  void nothing_gets_away_and_nothing_else_is_touched(String way, boolean beside)
      throws IOException {
    Optional<Witness> sibling = beside ? Optional.of(settledSibling()) : Optional.empty();
    int atATime = way.equals("storm") ? 1 : AT_A_TIME;
    for (int tried = 0; tried < TIMES; tried += atATime) {
      List<Escape> escapes = new ArrayList<>();
      for (int i = 0; i < Math.min(atATime, TIMES - tried); i++) {
        escapes.add(new Escape(way, Cause.TIMEOUT));
        escapes.add(new Escape(way, Cause.ORDER));
      }
      escapes.forEach(Escape::begin);
      escapes.forEach(Escape::finish);
      sibling.ifPresent(it -> assertThat(it.alive()).as("what must live on").hasSize(1));
    }
    sibling.ifPresent(Witness::killAll);
  }

  /** A command of the same runner that nobody has asked to be killed. */
  private Witness settledSibling() throws IOException {
    Path place = Files.createTempDirectory(directory, "sibling");
    Witness of = newWitness(place);
    start("settle", of, place, Optional.empty(), Recorder.open());
    Recorder.eventually().until(() -> !of.settled().isEmpty());
    return of;
  }

  private Witness newWitness(Path place) {
    Witness of = new Witness(place);
    witnesses.add(of);
    return of;
  }

  /** One attempt. */
  private final class Escape {
    private final String way;
    private final Cause cause;
    private final Witness witness;
    private final Path pids;
    private Recorder told = Recorder.open();
    private long patience = 500;

    Escape(String way, Cause cause) throws IOException {
      this.way = way;
      this.cause = cause;
      pids = Files.createTempDirectory(directory, "pids");
      witness = newWitness(pids);
    }

    void begin() {
      Optional<Duration> timeout =
          cause == Cause.TIMEOUT ? Optional.of(Duration.ofMillis(patience)) : Optional.empty();
      told = Recorder.open();
      RunningCommand command = start(way, witness, pids, timeout, told);
      if (cause == Cause.ORDER) {
        Recorder.eventually().until(this::gotAway);
        command.kill(Cause.ORDER, Urgency.GRACEFUL);
      }
    }

    void finish() {
      check();
      // On a busy machine it may not have come so far in that time.
      while (!gotAway()) {
        patience *= 2;
        begin();
        check();
      }
    }

    private void check() {
      assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
      assertThat(((Ending.Killed) told.ending()).cause()).isEqualTo(cause);
      assertThat(told.violations()).isEmpty();
      if (gaps().contains(way)) {
        witness.killAll();
      }
      assertThat(witness.alive()).isEmpty();
    }

    private boolean gotAway() {
      return pids.toFile().list().length > 0;
    }
  }

  private RunningCommand start(
      String way,
      Witness witness,
      Path pids,
      Optional<Duration> timeout,
      CommandObserver observer) {
    Map<String, String> env = new HashMap<>(witness.mark());
    env.put("PATH", System.getenv("PATH"));
    List<String> argv = List.of(Python.EXECUTABLE, "-ES", escapes.toString(), pids.toString(), way);
    return runner.start(new CommandLaunch(argv, env, directory, timeout, BRISK), observer);
  }
}
