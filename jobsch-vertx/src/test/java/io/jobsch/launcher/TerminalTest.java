package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a terminal. */
class TerminalTest {
  private static final String CTRL_C = "\u0003";

  @TempDir Path scratch;
  private Path onATerminal;

  @BeforeEach
  void terminal() throws Exception {
    onATerminal = scratch.resolve("on_a_terminal.py");
    try (InputStream script = TerminalTest.class.getResourceAsStream("on_a_terminal.py")) {
      Files.copy(script, onATerminal);
    }
  }

  private Child.Start run(int columns, String text, String keys, String job) throws Exception {
    Files.writeString(scratch.resolve("job.json"), job);
    List<String> terminals =
        List.of("-Djobsch.stdout.terminal=true", "-Djobsch.stderr.terminal=true");
    List<String> argv =
        new ArrayList<>(
            List.of(
                "python3", onATerminal.toString(), Integer.toString(columns), "24", text, keys));
    argv.addAll(Child.jobschWords(terminals, "run", "job.json"));
    return Child.program(scratch, argv).with("TERM", "xterm").with("LC_ALL", "C.UTF-8");
  }

  /** What is left on the screen: nothing after it moves the cursor up. */
  private static String lastPicture(String shown) {
    List<String> pictures =
        Arrays.asList(shown.replace("\r\n", "\n").split("\r\u001b\\[\\d+A\u001b\\[J"));
    return pictures.get(pictures.size() - 1).replaceAll("[0-9]+\\.[0-9]+ s", "N s");
  }

  @Test
  void the_tree_lives_at_the_bottom_and_a_summary_ends_it() throws Exception {
    String job =
        """
        {"type": "parallel_group", "work": [
          {"type": "execute", "role": "a", "command": "echo one; sleep 0.5"},
          {"type": "execute", "role": "b", "command": "sleep 0.4; echo '\\u001b[2Jlost' >&2; exit 3"}
        ]}
        """;
    try (Child run = run(60, "", "", job).with("NO_COLOR", "1").go()) {
      assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
      assertThat(run.out()).contains("a | one\r\n", "● in parallel", "\u001b[3A\u001b[J");
      assertThat(lastPicture(run.out()))
          .endsWith(
              """
              ✗ in parallel                        failed     N s
              ├─ ✓ echo one; sleep 0.5          a  succeeded  N s
              └─ ✗ sleep 0.4; echo 'lost' >&2…  b  failed     N s
              ✗ failed after N s: /work/1 (b): exit code 3
                the last lines of its stderr:
                  lost
              """);
    }
  }

  @Test
  void ctrl_c_cancels_the_job_with_all_that_its_commands_started() throws Exception {
    String job =
        """
        {"type": "sequence_group", "work": [
          {"type": "execute", "command": "sleep 600 & echo $! > pid; echo up; sleep 600"},
          {"type": "execute", "command": "echo never"}
        ]}
        """;
    try (Child run = run(80, "| up", CTRL_C, job).go()) {
      assertThat(run.exitCode()).as(run.out()).isEqualTo(130);
      assertThat(run.out())
          .contains("cancelling the job; a second Ctrl-C kills it at once")
          .contains("cancelled after")
          .doesNotContain("never\r\n/work/1 | never");
    }
    assertThat(stateOf(Files.readString(scratch.resolve("pid")).strip())).isIn("gone", "Z");
  }

  /** As the system has it: Z is dead, and not yet buried by whoever is its parent now. */
  private static String stateOf(String pid) throws Exception {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    } catch (IOException e) {
      return "gone";
    }
  }

  @Test
  void a_terminal_without_unicode_and_without_tricks_gets_plain_lines() throws Exception {
    String job = "{\"type\": \"execute\", \"command\": \"printf '\\\\033]0;title\\\\007hi\\\\n'\"}";
    try (Child run = run(80, "", "", job).with("TERM", "dumb").go()) {
      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(run.out())
          .contains("hi\r\n", "jobsch: job succeeded after ")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void a_replay_is_drawn_as_wide_as_the_terminal() throws Exception {
    String job =
        "{\"submit\": 0, \"job\": {\"type\": \"execute\", \"command\": \"a\"}, \"duration\": 10}\n";
    Files.writeString(scratch.resolve("jobs.jsonl"), job.repeat(3));
    List<String> argv =
        new ArrayList<>(List.of("python3", onATerminal.toString(), "18", "24", "", ""));
    argv.addAll(
        Child.jobschWords(
            List.of("-Djobsch.stdout.terminal=true", "-Djobsch.stderr.terminal=true"),
            "simulate",
            "--jobs",
            "jobs.jsonl",
            "--workers",
            "1"));
    Child.Start start = Child.program(scratch, argv).with("LC_ALL", "C.UTF-8");
    try (Child drawn = start.with("TERM", "xterm").go()) {
      assertThat(drawn.exitCode()).as(drawn.out()).isZero();
      assertThat(drawn.out().replace("\r\n", "\n"))
          .contains(
              """
              skipped                0

              jobs waiting
                  2.0 ███
                      ███
                      ███▄▄▄
                      ██████
                    0 ██████

              workers in use
                  1.0 █████████
                      █████████
                      █████████
                      █████████
                    0 █████████
                      0  30.0 s
              """);
    }
    try (Child plain = start.with("TERM", "dumb").go()) {
      assertThat(plain.exitCode()).isZero();
      assertThat(plain.out()).contains("utilization").doesNotContain("jobs waiting");
    }
  }
}
