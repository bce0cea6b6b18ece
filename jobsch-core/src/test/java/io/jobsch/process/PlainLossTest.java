package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is left of a plain runner's commands when its JVM is killed, at any moment of their lives:
 * nothing, but for what gets away from that runner anyway.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PlainLossTest extends ProcessRunnerFixture {
  private static final LossTimes TIMES = new LossTimes();

  @Override
  protected ProcessRunner newRunner() {
    return new PlainProcessRunner();
  }

  @AfterAll
  static void print() {
    if (System.getProperty("jobsch.escapes") != null) {
      TIMES.print("PLAIN");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jobsch.process.HelperLossTest#moments")
  void nothing_outlives_a_jvm_that_is_killed(long seed) throws Exception {
    Process victim = start(Victim.class, victimArguments());
    long began;
    try {
      HelperLossTest.ready(victim);
      HelperLossTest.pause(seed);
    } finally {
      began = System.nanoTime();
      victim.destroyForcibly();
    }

    awaitNobodyAlive();
    TIMES.note("JVM killed", began);
    assertPipesAreDeletedAfter(victim);
  }

  @Test
  void what_a_command_without_a_timeout_left_behind_outlives_its_jvm() throws Exception {
    Process victim =
        start(LeavesOneBehind.class, List.of(mark(), pids().toString(), escapes().toString()));
    HelperLossTest.ready(victim);
    List<Long> settled = witness().settled();
    assertThat(settled).hasSize(2);

    victim.destroyForcibly();

    Recorder.eventually().until(() -> witness().alive().size() == 1);
    long left = witness().alive().keySet().iterator().next();
    assertThat(Path.of("/proc", Long.toString(left), "cwd").toRealPath()).isEqualTo(pids());
    witness().killAll();
    assertPipesAreDeletedAfter(victim);
  }

  /** By the next runner. */
  private void assertPipesAreDeletedAfter(Process victim) throws Exception {
    victim.waitFor();
    assertThat(run(sh("exit 3")).ending()).isEqualTo(exited(3));
    String home = "jobsch-" + victim.pid() + "-";
    try (Stream<Path> shared = Files.list(Path.of("/dev/shm"))) {
      assertThat(shared).noneMatch(each -> each.getFileName().toString().startsWith(home));
    }
  }

  /**
   * To be killed. Arguments: the mark of its commands, the directory for their pids, the script.
   */
  static final class LeavesOneBehind {
    private LeavesOneBehind() {}

    public static void main(String[] args) throws Exception {
      ProcessRunner runner = new PlainProcessRunner();
      Path pids = Path.of(args[1]);
      Recorder gone = start(runner, args, pids, "daemon", "exit");
      gone.ending();
      Recorder.eventually().until(() -> pids.toFile().list().length == 1);
      start(runner, args, Path.of("/"), "settle");
      Recorder.eventually().until(() -> pids.toFile().list().length == 2);
      System.out.println("ready");
      System.in.read();
    }

    private static Recorder start(ProcessRunner runner, String[] args, Path cwd, String... way) {
      List<String> argv = new ArrayList<>(List.of(Python.EXECUTABLE, "-ES", args[2], args[1]));
      argv.addAll(List.of(way));
      Recorder told = Recorder.open();
      runner.start(new CommandLaunch(argv, Map.of(args[0], "1"), cwd, NEVER, PATIENT), told);
      return told;
    }
  }

  private Process start(Class<?> main, List<String> arguments) throws IOException {
    return OtherJvm.of(main, arguments).redirectError(Redirect.INHERIT).start();
  }

  private List<String> victimArguments() {
    List<String> arguments =
        new ArrayList<>(List.of(Victim.PLAIN, mark(), pids().toString(), escapes().toString()));
    EscapeSuite.ways().stream()
        .filter(way -> !way.equals("storm") && !PlainEscapesTest.GAPS.contains(way))
        .forEach(arguments::add);
    return arguments;
  }

  private String mark() {
    return witness().mark().keySet().iterator().next();
  }
}
