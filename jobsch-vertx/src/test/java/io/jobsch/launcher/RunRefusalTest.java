package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is run, nothing is written to stdout, and stderr says why. */
class RunRefusalTest {
  private static final String TWO_ROLES =
      """
      {"type": "parallel_group", "work": [
        {"type": "execute", "role": "client", "command": "touch ran"},
        {"type": "execute", "role": "server", "command": "touch ran"}
      ]}
      """;

  @TempDir Path scratch;

  @BeforeEach
  void job() throws IOException {
    Files.writeString(scratch.resolve("job.json"), TWO_ROLES);
  }

  private void refused(Child.Start start, String why) {
    try (Child run = start.go()) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).isEqualTo(why);
      assertThat(run.out()).isEmpty();
      assertThat(scratch.resolve("ran")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          run                          | expected one job document (a file, or - for stdin), found none
          run a b                      | expected one job document (a file, or - for stdin), found [a, b]
          run job.json --worker 3      | expected one of --workers, --role, --workdir, --timeout, --json, --quiet, found "--worker"
          run job.json --workers       | --workers: expected a value after it
          run job.json --workers 0     | --workers: expected a whole number from 1 to 1000, found "0"
          run job.json --workers=two   | --workers: expected a whole number from 1 to 1000, found "two"
          run job.json --workers 1001  | --workers: expected a whole number from 1 to 1000, found "1001"
          run job.json --json=yes      | --json: expected no value, found "--json=yes"
          run job.json --role=         | --role: expected a role or a pattern like 'server*', found nothing
          run job.json --timeout 0     | --timeout: expected a number of seconds above 0, found 0
          run job.json --timeout -1e99 | --timeout: expected a number of seconds above 0, found -1e99
          run job.json --timeout 2e9   | --timeout: expected at most 1000000000 seconds, found 2e9
          run job.json --timeout 1000000000000000 | --timeout: expected at most 1000000000 seconds, found 1000000000000000
          run job.json --workdir=      | --workdir: expected a directory, found nothing
          run job.json --timeout soon  | --timeout: expected a number of seconds above 0, found "soon"
          """)
  void a_command_line_that_makes_no_sense(String line, String why) {
    refused(
        Child.jobsch(scratch, line.split(" ")),
        "jobsch: " + why + "\njobsch: \"jobsch run --help\" tells what can be said\n");
  }

  @Test
  void a_job_document_without_a_name() {
    refused(
        Child.jobsch(scratch, "run", ""),
        """
        jobsch: expected one job document (a file, or - for stdin), found an empty name
        jobsch: "jobsch run --help" tells what can be said
        """);
  }

  @ParameterizedTest
  @CsvSource({"runn, 'there is no command \"runn\"'", "'', expected a command"})
  void a_command_that_does_not_exist(String command, String why) {
    refused(
        Child.jobsch(scratch, command),
        "jobsch: " + why + "\njobsch: \"jobsch --help\" tells what can be said\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          run nothing.json              | nothing.json: there is no such file; give the path of a job document, or - for stdin
          run .                         | .: expected a job document, found a directory; give the path of a file
          run job.json --workdir gone   | --workdir gone: there is no such directory
          run job.json --workdir job.json | --workdir job.json: expected a directory, found a file
          run job.json --workers 1      | --workers 1 is too few: the job has 2 roles (client, server), and each needs a worker of its own
          run job.json --role serv*     | no worker may play client: --role lets them play serv* only; say --role once more for each role of the job
          """)
  void what_cannot_be_run(String line, String why) {
    refused(Child.jobsch(scratch, line.split(" ")), "jobsch: " + why + "\n");
  }

  @Test
  void a_document_that_is_too_large() throws IOException {
    Files.writeString(scratch.resolve("job.json"), " ".repeat(1024 * 1024 + 1));

    refused(
        Child.jobsch(scratch, "run", "job.json"),
        "jobsch: job.json: expected a job document of at most 1048576 bytes\n");
  }

  @Test
  void an_invalid_job_with_all_its_problems() throws IOException {
    Files.writeString(
        scratch.resolve("job.json"),
        """
        {"type": "sequence_group", "work": [
          {"type": "execute", "comand": "touch ran"},
          {"type": "execute", "command": "touch ran", "timeout": -1}
        ]}
        """);

    refused(
        Child.jobsch(scratch, "run", "job.json"),
        """
        job.json:2:3 /work/0: expected a field 'command', found none
        job.json:2:23 /work/0/comand: unknown field "comand"; did you mean 'command'?
        job.json:3:58 /work/1/timeout: expected a number of seconds above 0, found -1
        """);
  }

  @Test
  void a_text_that_is_not_json_is_located_once() throws IOException {
    Files.writeString(scratch.resolve("job.json"), "{\"type\":\n  oops}");

    refused(
        Child.jobsch(scratch, "run", "job.json"),
        "job.json:2:3 : not JSON: did not expect \"oops\"\n");
  }

  @Test
  void an_invalid_job_from_stdin_cannot_harm_the_terminal() {
    refused(
        Child.jobsch(scratch, "run", "-").fed("{\"\\u001b]0;evil\\u0007\": 1}"),
        """
        <stdin>:1:1 : expected a field 'type', found none
        <stdin>:1:2 /\\u001b]0;evil\\u0007: unknown field "\\u001b]0;evil\\u0007"
        """);
  }

  @Test
  void a_job_for_which_suits_role_has_nobody() throws IOException {
    Files.writeString(
        scratch.resolve("suits_role.py"), "def can_work_as(role):\n    return role == 'server'\n");

    try (Child run = Child.jobsch(scratch, "run", "job.json", "--quiet").go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              "jobsch: the job cannot start: role client needs a worker, no connected worker suits"
                  + " it\n");
      assertThat(scratch.resolve("ran")).doesNotExist();
    }
  }

  @Test
  void what_is_wrong_with_all_workers_alike_is_told_once() throws IOException {
    Path script = scratch.resolve("suits_role.py");
    Files.writeString(script, "def can_work_as(role):\n    return None\n");

    try (Child run = Child.jobsch(scratch, "run", "job.json", "--quiet").go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      String problem =
          script
              + " cannot be used, so this worker suits no role: can_work_as('client') gave None,"
              + " expected True or False";
      assertThat(run.err())
          .endsWith(
              "jobsch: the job cannot start: role client needs a worker, no connected worker suits"
                  + " it; w1, w2: "
                  + problem
                  + "\n");
      assertThat(scratch.resolve("ran")).doesNotExist();
    }
  }
}
