package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainHoldingsTest extends ProcessRunnerHoldings {
  @Override
  protected ProcessRunner newRunner() {
    return new PlainProcessRunner();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void a_command_without_a_thread_to_look_after_it_is_not_started(int threads) {
    AtomicInteger left = new AtomicInteger(threads);
    RunnerThreads scarce =
        new RunnerThreads(task -> PlainProcessRunnerTest.threadUnlessNoneIsLeft(task, left));
    try (ProcessRunner poor = new PlainProcessRunner(new ProcFiles(), scarce)) {
      Recorder told = Recorder.open();
      Thread.currentThread().interrupt();

      poor.start(launch(sh("sleep 100 & exec sleep 100"), NEVER, PATIENT), told);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(told.hasEnded()).isTrue();
      assertThat(told.ending())
          .isEqualTo(
              new Ending.NotStarted(
                  Ending.NotStarted.Kind.SYSTEM,
                  "cannot start a command: java.lang.OutOfMemoryError: no thread, on purpose"));
      assertThat(witness().alive()).isEmpty();
      assertThat(pipesHeld()).isZero();

      left.set(100);
      Recorder next = Recorder.open();
      poor.start(launch(sh("exit 3"), NEVER, PATIENT), next);
      assertThat(next.ending()).isEqualTo(new Ending.Exited(new ExitStatus.Code(3)));
    }
  }

  @Test
  void closing_goes_through_though_its_thread_is_interrupted() {
    Recorder told = run(sh("echo up; exec sleep 100"));
    told.awaitStdout("up");

    Thread.currentThread().interrupt();
    runner().close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told.hasEnded()).isTrue();
    Recorder.eventually().until(() -> ownThreads() == 0);
  }

  /** How many named pipes of ours we have open. */
  private static long pipesHeld() {
    return Stream.of(new File("/proc/self/fd").listFiles())
        .filter(
            fd -> target(fd).matches(".*/jobsch-" + ProcessHandle.current().pid() + "-\\d+/\\d+"))
        .count();
  }

  private static String target(File fd) {
    try {
      return Files.readSymbolicLink(fd.toPath()).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
