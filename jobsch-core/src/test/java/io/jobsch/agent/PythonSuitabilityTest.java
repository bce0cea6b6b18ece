package io.jobsch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.agent.WorkerSuitability.Answer;
import io.jobsch.spec.RoleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the real {@code python3}. */
final class PythonSuitabilityTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Answer YES = new Answer(true, Optional.empty());
  private static final Answer NO = new Answer(false, Optional.empty());

  @TempDir Path directory;
  private PythonSuitability suitability;

  @BeforeEach
  void begin() {
    suitability = new PythonSuitability(directory, "python3", AMPLE);
  }

  @AfterEach
  void leavesNoProcess() {
    suitability.close();
    assertThat(children()).isEmpty();
  }

  @Test
  void without_a_file_it_suits_every_role_and_starts_nothing() {
    assertThat(ask("anything")).isEqualTo(YES);
    assertThat(suitability.changed()).isFalse();
    assertThat(children()).isEmpty();
  }

  @Test
  void the_file_decides() throws IOException {
    write(
        """
        def can_work_as(role):
        \tif "server" in role:
        \t\treturn True
        \treturn False
        """);

    assertThat(ask("server")).isEqualTo(YES);
    assertThat(ask("web_server_1")).isEqualTo(YES);
    assertThat(ask("client")).isEqualTo(NO);
    assertThat(suitability.problem()).isEmpty();
  }

  @Test
  void is_asked_once_per_role_by_one_process() throws IOException {
    write(
        """
        import os
        asked = []
        def can_work_as(role):
            asked.append(role)
            with open("asked", "a") as log:
                log.write("%s %d\\n" % (role, os.getpid()))
            return len(asked) < 3
        """);

    ask("a");
    ask("b");
    ask("c");
    assertThat(ask("a")).isEqualTo(YES);
    assertThat(ask("c")).isEqualTo(NO);

    String[] log = Files.readString(directory.resolve("asked")).split("\n");
    assertThat(log).hasSize(3);
    assertThat(Stream.of(log).map(line -> line.split(" ")[1]).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grüße 世界 \uD83D\uDE00",
        "two\nlines",
        "\"quoted\" \\ back",
        " ",
        "\t\r\u0001",
        "\u2028",
        "{}"
      })
  void role_names_arrive_as_they_are(String role) throws IOException {
    StringBuilder codePoints = new StringBuilder();
    role.codePoints().forEach(each -> codePoints.append(each).append(", "));
    write("def can_work_as(role): return [ord(c) for c in role] == [" + codePoints + "]");

    assertThat(ask(role)).isEqualTo(YES);
    assertThat(ask(role + "x")).isEqualTo(NO);
  }

  @Test
  void what_it_prints_and_reads_is_its_own_affair() throws IOException {
    write(
        """
        import os, subprocess, sys
        print("suits")
        os.write(1, b"suits\\n")
        subprocess.check_call(["echo", "suits"])
        def can_work_as(role):
            print("suits", flush=True)
            sys.__stdout__.write("suits\\n")
            sys.__stdout__.flush()
            return sys.stdin.read() != ""
        """);

    assertThat(ask("a")).isEqualTo(NO);
    assertThat(ask("b")).isEqualTo(NO);
  }

  @Test
  void may_use_what_lies_beside_it_even_under_a_standard_name() throws IOException {
    Files.writeString(directory.resolve("helper.py"), "roles = ['a']");
    Files.writeString(directory.resolve("json.py"), "raise Exception('not that json')");
    Files.writeString(directory.resolve("traceback.py"), "raise Exception('not that either')");
    write(
        """
        import helper
        from pathlib import Path
        here = Path(__file__).resolve().parent == Path.cwd()
        def can_work_as(role): return here and role in helper.roles
        """);

    assertThat(ask("a")).isEqualTo(YES);
    assertThat(ask("b")).isEqualTo(NO);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("suits_role.py", "helper.py", "json.py", "traceback.py");
    }
  }

  // What may be wrong.

  @Test
  void one_that_raises_makes_the_worker_suit_nothing() throws IOException {
    write(
        """
        def can_work_as(role):
            if role == "bad":
                raise ValueError("no idea\\nat all")
            return True
        """);
    assertThat(ask("good")).isEqualTo(YES);

    assertProblem(
        "bad", "suits_role.py", "suits no role", "'bad'", "line 3", "ValueError: no idea at all");
    assertProblem("good", "ValueError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"None", "1", "'yes'", "[True]"})
  void one_that_gives_no_boolean_makes_the_worker_suit_nothing(String value) throws IOException {
    write("def can_work_as(role): return " + value);

    assertProblem("a", "can_work_as('a')", value, "expected True or False");
  }

  @Test
  void one_without_the_function_makes_the_worker_suit_nothing() throws IOException {
    write("def can_work(role): return True");
    assertProblem("a", "no function can_work_as(role)");
    write("can_work_as = True");
    assertProblem("a", "no function can_work_as(role)");
    write("def can_work_as(): return True");
    assertProblem("a", "TypeError");
  }

  @Test
  void one_that_is_no_python_makes_the_worker_suit_nothing() throws IOException {
    write("def can_work_as(role):\n    return True\n  oops");
    assertProblem("a", "line 3", "IndentationError");
    write("import nothing_of_that_name");
    assertProblem("a", "line 1", "nothing_of_that_name");
    Files.delete(file());
    Files.createDirectory(file());
    assertProblem("a", "IsADirectoryError");
    Files.delete(file());
  }

  @Test
  void one_that_ends_its_process_makes_the_worker_suit_nothing() throws IOException {
    write("import sys\nsys.exit('enough')");
    assertProblem("a", "SystemExit: enough");
    write("import os, sys\nsys.stderr.write('so long')\nsys.stderr.flush()\nos._exit(4)");
    assertProblem("a", "exit code 4", "so long");
  }

  @Test
  void one_that_does_not_answer_makes_the_worker_suit_nothing() throws IOException {
    write("import time\ndef can_work_as(role): time.sleep(100)");
    suitability.close();
    suitability = new PythonSuitability(directory, "python3", Duration.ofMillis(300));

    assertProblem("a", "python3", "0.3 s");
    assertThat(children()).isEmpty();
  }

  @Test
  void without_python_the_worker_suits_nothing() throws IOException {
    write("def can_work_as(role): return True");
    suitability = new PythonSuitability(directory, "jobsch-test-no-python", AMPLE);

    assertProblem("a", "jobsch-test-no-python cannot be started");
  }

  // Changes.

  @Test
  void its_answers_hold_until_the_file_changes() throws IOException {
    write("def can_work_as(role): return True");
    assertThat(ask("a")).isEqualTo(YES);
    assertThat(suitability.changed()).isFalse();

    write("def can_work_as(role): return False");

    assertThat(suitability.changed()).isTrue();
    assertThat(ask("a")).isEqualTo(NO);
    assertThat(suitability.changed()).isFalse();
    assertThat(children()).hasSize(1);
  }

  @Test
  void sees_a_file_appear_and_disappear() throws IOException {
    assertThat(ask("a")).isEqualTo(YES);

    write("def can_work_as(role): return False");
    assertThat(suitability.changed()).isTrue();
    assertThat(ask("a")).isEqualTo(NO);

    Files.delete(file());
    assertThat(suitability.changed()).isTrue();
    assertThat(ask("a")).isEqualTo(YES);
    assertThat(children()).isEmpty();
  }

  @Test
  void sees_another_file_of_the_same_size_and_time() throws IOException {
    write("def can_work_as(role): return 1==1");
    FileTime time = Files.getLastModifiedTime(file());
    assertThat(ask("a")).isEqualTo(YES);

    Path other = Files.writeString(directory.resolve("o"), "def can_work_as(role): return 1==2");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);

    assertThat(suitability.changed()).isTrue();
    assertThat(ask("a")).isEqualTo(NO);
  }

  @Test
  void a_problem_ends_when_the_file_is_mended() throws IOException {
    write("oops");
    assertProblem("a", "NameError");
    assertThat(suitability.problem()).isPresent();

    write("def can_work_as(role): return True");

    assertThat(ask("a")).isEqualTo(YES);
    assertThat(suitability.problem()).isEmpty();
  }

  // The end.

  @Test
  void closing_does_not_wait_for_an_answer() throws IOException {
    write("import time\ndef can_work_as(role):\n  open('asked', 'w').close()\n  time.sleep(100)");
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> ask("a"));
    await().atMost(AMPLE).until(() -> Files.exists(directory.resolve("asked")));

    suitability.close();

    assertThat(answer).succeedsWithin(AMPLE);
    assertThat(answer.join().suits()).isFalse();
    assertThat(suitability.problem()).isEmpty();
    assertThat(ask("b").suits()).isFalse();
  }

  private Answer ask(String role) {
    return suitability.ask(new RoleName(role));
  }

  private void assertProblem(String role, String... said) {
    Answer answer = ask(role);
    assertThat(answer.suits()).isFalse();
    assertThat(answer.problem()).isPresent().isEqualTo(suitability.problem());
    assertThat(answer.problem().orElseThrow()).contains(said).doesNotContain("\n");
  }

  private Path file() {
    return directory.resolve("suits_role.py");
  }

  private void write(String source) throws IOException {
    if (Files.isDirectory(file())) {
      Files.delete(file());
    }
    Path other = Files.writeString(directory.resolve("suits_role.new"), source);
    Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Those that work for the directory of this test. */
  private Stream<ProcessHandle> childrenHere() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(
            child ->
                Stream.of(child.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.equals(file().toString())));
  }

  private List<Long> children() {
    return childrenHere().map(ProcessHandle::pid).toList();
  }
}
