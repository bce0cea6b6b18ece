package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program, in a process of its own. */
class RunTest {
  /** Tells its pid, then waits; says so when it is told to end. */
  private static final String PATIENT =
      """
      {"type": "execute",
       "command": "trap 'echo told to end; exit 7' TERM; echo $$ > pid; echo up; while :; do sleep 0.1; done"}
      """;

  /** The same, and does not end when it is told to. */
  private static final String STUBBORN =
      """
      {"type": "execute",
       "command": "trap '' TERM INT; echo $$ > pid; echo up; while :; do sleep 0.1; done"}
      """;

  @TempDir Path scratch;

  private boolean isGone() throws IOException {
    long pid = Long.parseLong(Files.readString(scratch.resolve("pid")).strip());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  @Test
  void stdout_is_the_commands_and_stderr_tells_what_happens() {
    String job =
        """
        {"type": "sequence_group", "work": [
          {"type": "execute", "role": "a", "command": ["printf", "one\\\\n"]},
          {"type": "execute", "role": "b", "command": "echo oops >&2; exit 4"},
          {"type": "execute", "role": "a", "command": "echo never"}
        ]}
        """;
    try (Child run = Child.jobsch(scratch, "run", "-").fed(job).go()) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEqualTo("one\n");
      assertThat(run.err().replaceAll("after [0-9.]+ s", "after a while"))
          .isEqualTo(
              """
              jobsch: job queued
              jobsch: job running: a on w1, b on w2
              jobsch: /work/0 running on w1: printf 'one\\n'
              jobsch: /work/0 succeeded after a while
              jobsch: /work/1 running on w2: echo oops >&2; exit 4
              b ! oops
              jobsch: /work/1 failed after a while: exit code 4
              jobsch: /work/2 skipped: /work/1: exit code 4
              jobsch: job failed after a while: /work/1 (b): exit code 4
              jobsch: the last lines of its stderr:
                  oops
              """);
    }
  }

  @Test
  void the_document_stands_alone_on_stdout() {
    String job =
        "{\"type\": \"execute\", \"name\": \"greet\", \"command\": \"echo hello; exit 5\"}";
    try (Child run = Child.jobsch(scratch, "run", "--json", "-").fed(job).go()) {
      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(run.err()).isEqualTo("hello\n");
      assertThat(
              run.out()
                  .replaceAll("\"job_id\":\"[0-9a-f]{32}\"", "\"job_id\":\"ID\"")
                  .replaceAll("\"20[0-9T:.-]+Z\"", "\"TIME\""))
          .isEqualTo(
              """
              {"job_id":"ID","state":"failed",
              "reason":{"code":"exited","node":"","message":"exit code 5"},"name":"greet",
              "submitted_at":"TIME","started_at":"TIME","finished_at":"TIME",
              "workers":{"default_role":"w1"},
              "root":{"type":"execute","name":"greet","role":"default_role",
              "command":"echo hello; exit 5","state":"failed",
              "reason":{"code":"exited","node":"","message":"exit code 5"},
              "started_at":"TIME","finished_at":"TIME","worker":"w1","attempt":1,"exit_code":5,
              "output":{"stdout":{"bytes":6,"missing":0,"tail":"hello\\n"},
              "stderr":{"bytes":0,"missing":0,"tail":""}}}}
              """
                      .replace("\n", "")
                  + "\n");
    }
  }

  @Test
  void commands_run_in_the_directory_that_was_asked_for() throws IOException {
    Path elsewhere = Files.createDirectory(scratch.resolve("else where"));
    Files.writeString(scratch.resolve("job.json"), "{\"type\":\"execute\",\"command\":[\"pwd\"]}");
    try (Child run = Child.jobsch(scratch, "run", "job.json", "--workdir", "else where").go()) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo(elsewhere.toRealPath() + "\n");
    }
  }

  @Test
  void what_is_not_ascii_arrives_whatever_the_locale_is() {
    String job = "{\"type\": \"execute\", \"command\": [\"echo\", \"grün €\"]}";
    try (Child run =
        Child.jobsch(scratch, "run", "-", "--quiet").fed(job).with("LC_ALL", "C").go()) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo("grün €\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void a_signal_cancels_the_job_and_leaves_it_time_to_end(String signal) throws Exception {
    try (Child run = Child.jobsch(scratch, "run", "-").fed(PATIENT).go()) {
      run.awaitOut("up\n").signal(signal);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(130);
      assertThat(run.out()).isEqualTo("up\ntold to end\n");
      assertThat(run.err())
          .contains("jobsch: cancelling the job; a second Ctrl-C kills it at once\n")
          .contains("jobsch: job cancelled after ");
      assertThat(isGone()).isTrue();
    }
  }

  @Test
  void a_second_one_kills_it_at_once() throws Exception {
    try (Child run = Child.jobsch(scratch, "run", "-").fed(STUBBORN).go()) {
      run.awaitOut("up\n").signal("INT").awaitErr("cancelling the job;").signal("INT");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(130);
      assertThat(run.err())
          .contains("jobsch: killing the job\n")
          .contains("jobsch: job cancelled after ");
      assertThat(isGone()).isTrue();
    }
  }

  @Test
  void a_java_that_hears_no_signals_ends_the_job_all_the_same() throws Exception {
    List<String> bare = List.of("--limit-modules", "java.base");
    try (Child run = Child.jobsch(scratch, bare, "run", "-").fed(PATIENT).go()) {
      run.awaitOut("up\n").signal("INT");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(130);
      await().atMost(Child.PATIENCE).until(this::isGone);
    }
  }

  @Test
  void a_job_that_nobody_reads_is_cancelled() throws Exception {
    String job = "{\"type\":\"execute\",\"command\":\"echo $$ > pid; while :; do echo y; done\"}";
    try (Child run = Child.jobsch(scratch, "run", "-").fed(job).goIntoPipe()) {
      BufferedReader stdout =
          new BufferedReader(
              new InputStreamReader(run.process().getInputStream(), StandardCharsets.UTF_8));
      assertThat(stdout.readLine()).isEqualTo("y");
      stdout.close();

      assertThat(run.exitCode()).as(run.err()).isEqualTo(141);
      assertThat(run.err()).doesNotContain("Exception").contains("jobsch: job cancelled after ");
      assertThat(run.err()).containsOnlyOnce("jobsch: stdout cannot be written (");
      assertThat(isGone()).isTrue();
    }
  }

  @Test
  void help_is_there_for_whoever_asks() {
    try (Child all = Child.jobsch(scratch, "--help").go();
        Child run = Child.jobsch(scratch, "run", "--help").go();
        Child other = Child.jobsch(scratch, "help", "run").go()) {
      assertThat(List.of(all.exitCode(), run.exitCode(), other.exitCode())).containsOnly(0);
      assertThat(all.out()).contains("jobsch run FILE|-");
      assertThat(run.out()).isEqualTo(other.out()).contains("--workers N", "Exit codes:");
      assertThat(all.err() + run.err()).isEmpty();
    }
  }
}
