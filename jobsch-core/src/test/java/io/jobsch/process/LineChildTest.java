package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class LineChildTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path directory;

  @AfterEach
  void leavesNothing() throws IOException {
    for (long pid : pids()) {
      Recorder.eventually().until(() -> !Witness.isAlive(pid));
    }
  }

  @Test
  void answers_line_by_line_as_long_as_it_lives() throws Exception {
    try (LineChild child = start("while read -r line; do echo \"<$line>\"; done")) {
      assertThat(child.ask("first", AMPLE)).isEqualTo("<first>");
      assertThat(child.ask("", AMPLE)).isEqualTo("<>");
      assertThat(child.ask("grüße 世界", AMPLE)).isEqualTo("<grüße 世界>");
      String longLine = "x".repeat(200_000);
      assertThat(child.ask(longLine, AMPLE)).isEqualTo("<" + longLine + ">");
    }
  }

  @Test
  void runs_in_its_directory() throws Exception {
    try (LineChild child = start("read -r line; pwd -P")) {
      assertThat(child.ask("where", AMPLE)).isEqualTo(directory.toRealPath().toString());
    }
  }

  @Test
  void one_that_does_not_answer_in_time_is_killed_with_all_that_it_started() throws Exception {
    try (LineChild child =
        start("echo thinking >&2; sh -c 'echo x >$$; exec sleep 100' & sleep 100")) {
      awaitPids(2);

      assertThatThrownBy(() -> child.ask("question", SHORT))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContainingAll("0.2 s", "thinking");
      assertThatThrownBy(() -> child.ask("another", AMPLE))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void one_that_does_not_even_read_is_no_different() throws Exception {
    try (LineChild child = start("sleep 100")) {
      assertThatThrownBy(() -> child.ask("x".repeat(1_000_000), SHORT))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContaining("0.2 s");
    }
  }

  @Test
  void one_that_dies_says_why() throws Exception {
    try (LineChild child = start("read -r line; echo 'out of order' >&2; exit 3")) {
      assertThatThrownBy(() -> child.ask("question", AMPLE))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContainingAll("/bin/sh", "exit code 3", "out of order");
    }
  }

  @Test
  void one_that_has_died_before_it_was_asked_says_why() throws Exception {
    try (LineChild child = start("echo 'out of order' >&2; exit 3")) {
      awaitPids(1);
      for (long pid : pids()) {
        Recorder.eventually().until(() -> !Witness.isAlive(pid));
      }
      assertThatThrownBy(() -> child.ask("question", AMPLE))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContainingAll("exit code 3", "out of order");
    }
  }

  @Test
  void an_answer_without_end_is_none() throws Exception {
    try (LineChild child = start("read -r line; exec tr '\\0' x </dev/zero")) {
      assertThatThrownBy(() -> child.ask("question", AMPLE))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContaining("longer");
    }
  }

  @Test
  void only_the_last_that_it_said_is_kept() throws Exception {
    try (LineChild child =
        start("read -r l; i=0; while [ $i -lt 2000 ]; do echo line $i >&2; i=$((i+1)); done")) {
      assertThatThrownBy(() -> child.ask("question", AMPLE))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(5_000))
          .hasMessageContaining("line 1999");
    }
  }

  @Test
  void closing_ends_a_question_that_is_being_asked() throws Exception {
    LineChild child = start("sleep 100");
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return child.ask("question", AMPLE);
              } catch (NoAnswerException e) {
                return "none";
              }
            });
    awaitPids(1);

    child.close();
    child.close();

    assertThat(answer).succeedsWithin(AMPLE).isEqualTo("none");
  }

  @Test
  void what_does_not_exist_cannot_be_started() {
    assertThatThrownBy(() -> LineChild.start(List.of("jobsch-test-nothing"), directory))
        .isInstanceOf(IOException.class);
  }

  private LineChild start(String script) throws IOException {
    return LineChild.start(List.of("/bin/sh", "-c", "echo x >$$; " + script), directory);
  }

  private void awaitPids(int count) {
    Recorder.eventually().until(() -> pids().size() >= count);
  }

  private List<Long> pids() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(f -> Long.parseLong(f.getFileName().toString()))
          .collect(Collectors.toList());
    }
  }
}
