package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunExitCodeTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0   | {"type": "execute", "command": ["true"]}
          3   | {"type": "execute", "command": "exit 3"}
          127 | {"type": "execute", "command": ["no-such-program"]}
          126 | {"type": "execute", "command": ["/"]}
          126 | {"type": "execute", "command": ["true"], "cwd": "no-such-directory"}
          124 | {"type": "execute", "command": "sleep 60", "timeout": 0.2}
          1   | {"type": "sequence_group", "work": [{"type": "execute", "command": "exit 3"}]}
          1   | {"type": "sequence_group", "work": [{"type": "execute", "command": "sleep 60", "timeout": 0.2}]}
          124 | {"type": "sequence_group", "work": [{"type": "execute", "command": "sleep 60"}], "timeout": 0.2}
          2   | {"type": "execute"}
          """)
  void is_the_commands_own_or_says_how_the_job_ended(int code, String job) {
    try (Child run = Child.jobsch(scratch, "run", "-").fed(job).go()) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.2, 60, 124", "60, 0.2, 124", "60, 60, 0"})
  void the_shorter_of_both_timeouts_holds(String asked, String own, int code) {
    String command = code == 0 ? "true" : "sleep 60";
    String job =
        "{\"type\": \"sequence_group\", \"timeout\": "
            + own
            + ", \"work\": ["
            + "{\"type\": \"execute\", \"command\": \""
            + command
            + "\"}]}";
    try (Child run = Child.jobsch(scratch, "run", "-", "--timeout", asked).fed(job).go()) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "KILL, 137", "USR1, 138"})
  void a_signal_is_told_as_shells_do(String signal, int code) {
    String job = "{\"type\": \"execute\", \"command\": \"kill -" + signal + " $$\"}";
    try (Child run = Child.jobsch(scratch, "run", "-").fed(job).go()) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
    }
  }
}
