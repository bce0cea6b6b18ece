package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads played again by the whole program. */
class SimulateTest {
  private static final String UNKNOWN = " -1".repeat(8);

  /**
   * On four processors: the first takes three, the second waits for it, the third fits beside the
   * first and delays nobody; one is too wide, and of one nothing is known.
   */
  private static final String TRACE =
      """
      ; three jobs and two more
      1  0 -1  100 3 -1 -1 -1  200 -1%1$s
      2 10 -1   40 2 -1 -1 -1   -1 -1%1$s
      3 20 -1   30 1 -1 -1 -1   -1 -1%1$s
      4 30 -1   30 5 -1 -1 -1   -1 -1%1$s
      5 40 -1   -1 1 -1 -1 -1   -1 -1%1$s
      """
          .formatted(UNKNOWN);

  private static final String ONE = "1 0 -1 5 1 -1 -1 -1 -1\n";

  @TempDir Path scratch;

  @BeforeEach
  void trace() throws IOException {
    Files.writeString(scratch.resolve("trace.swf"), TRACE);
  }

  @Test
  void the_figures_are_lines_and_what_they_cost_is_a_note() {
    try (Child run = Child.jobsch(scratch, "simulate", "trace.swf", "--workers", "4").go()) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .isEqualTo(
              """
              jobs                   3
              mean_wait              30 s
              max_wait               90 s
              mean_bounded_slowdown  1.75
              makespan               140 s
              utilization            0.732143
              skipped                2 (1 with more than 4 roles, 1 of which too little is known)
              """);
      assertThat(
              run.err().replaceAll("[0-9.]+ s:", "N s:").replaceAll("[0-9]+ events per", "N per"))
          .isEqualTo("jobsch: played 3 jobs in N s: 13 events in 6 steps, N per second\n");
    }
  }

  @Test
  void the_figures_are_one_json_object() {
    try (Child run =
        Child.jobsch(scratch, "simulate", "-", "--workers=4", "--json").fed(TRACE).go()) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .isEqualTo(
              "{\"jobs\": 3, \"mean_wait\": 30, \"max_wait\": 90, \"mean_bounded_slowdown\": 1.75,"
                  + " \"makespan\": 140, \"utilization\": 0.732143, \"skipped\": 2}\n");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void of_no_jobs_the_figures_are_0() throws IOException {
    Files.createFile(scratch.resolve("empty.jsonl"));
    Child.Start trace = Child.jobsch(scratch, "simulate", "-", "--workers", "4");
    Child.Start list =
        Child.jobsch(scratch, "simulate", "--jobs", "empty.jsonl", "--workers", "4", "--json");

    try (Child one = trace.fed("; nothing\n").go();
        Child other = list.go()) {
      assertThat(one.exitCode()).as(one.err()).isZero();
      assertThat(one.out())
          .isEqualTo(
              """
              jobs                   0
              mean_wait              0 s
              max_wait               0 s
              mean_bounded_slowdown  0
              makespan               0 s
              utilization            0
              skipped                0
              """);
      assertThat(other.exitCode()).as(other.err()).isZero();
      assertThat(other.out())
          .isEqualTo(
              "{\"jobs\": 0, \"mean_wait\": 0, \"max_wait\": 0, \"mean_bounded_slowdown\": 0,"
                  + " \"makespan\": 0, \"utilization\": 0, \"skipped\": 0}\n");
    }
  }

  @Test
  void a_job_that_has_waited_too_long_is_not_passed() throws IOException {
    String trace =
        """
        1  0 -1 100 2 -1 -1 -1 -1 -1%1$s
        2  1 -1  10 2 -1 -1 -1 -1 -1%1$s
        3  2 -1  20 3 -1 -1 -1 -1 -1%1$s
        4 30 -1 500 1 -1 -1 -1 -1 -1%1$s
        """
            .formatted(UNKNOWN);
    Child.Start without = Child.jobsch(scratch, "simulate", "-", "--workers", "3");
    Child.Start with =
        Child.jobsch(scratch, "simulate", "-", "--workers", "3", "--reserve-after", "5");

    try (Child one = without.fed(trace).go();
        Child other = with.fed(trace).go()) {
      assertThat(one.exitCode() + other.exitCode()).isZero();
      assertThat(one.out()).contains("max_wait               528 s\n");
      assertThat(other.out()).contains("max_wait               108 s\n");
    }
  }

  @Test
  void the_recorded_jobs_that_are_shown_to_users_are_played() throws IOException {
    Path sample = Path.of("..", "samples", "workloads", "morning.jsonl");
    Files.copy(sample, scratch.resolve("morning.jsonl"));

    try (Child run =
        Child.jobsch(scratch, "simulate", "--jobs", "morning.jsonl", "--workers", "3").go()) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .isEqualTo(
              """
              jobs                   4
              mean_wait              443.875 s
              max_wait               935.5 s
              mean_bounded_slowdown  3.57489
              makespan               1355.5 s
              utilization            0.56031
              skipped                0
              """);
    }
  }

  @Test
  void help_is_there_in_three_ways() {
    for (List<String> words :
        List.of(
            List.of("simulate", "--help"),
            List.of("simulate", "-h"),
            List.of("help", "simulate"))) {
      try (Child run = Child.jobsch(scratch, words.toArray(String[]::new)).go()) {
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: jobsch simulate TRACE|- --workers N");
      }
    }
  }

  @Test
  void a_single_job_is_one() {
    try (Child run = Child.jobsch(scratch, "simulate", "-", "--workers", "1").fed(ONE).go()) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err()).startsWith("jobsch: played 1 job in ");
    }
  }

  @Test
  void figures_that_cannot_be_written_are_no_success() {
    String trace = scratch.resolve("trace.swf").toString();
    String[] words = {"simulate", trace, "--workers", "4", "--json"};

    assertThat(Asked.runIntoClosedPipe(Map.of(), words)).isEqualTo(new Asked(141, "", ""));
    assertThat(Asked.runInto("No space left on device", Map.of(), words))
        .isEqualTo(
            new Asked(141, "", "jobsch: stdout cannot be written (No space left on device)\n"));
  }

  // What is refused.

  private static void refused(Child.Start start, String why) {
    try (Child run = start.go()) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).isEqualTo(why);
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          simulate                                   | expected one trace, or --jobs with a list of jobs (a file, or - for stdin), found none
          simulate a b --workers 1                   | expected one trace, or --jobs with a list of jobs (a file, or - for stdin), found a and b
          simulate a --jobs b --workers 1            | expected one trace, or --jobs with a list of jobs (a file, or - for stdin), found a and --jobs b
          simulate trace.swf                         | expected --workers with the number of workers, found none
          simulate trace.swf --workers 0             | --workers: expected a whole number from 1 to 1000000, found "0"
          simulate trace.swf --workers 2000000       | --workers: expected a whole number from 1 to 1000000, found "2000000"
          simulate --jobs= --workers 4               | expected a file, or - for stdin, found an empty name
          simulate trace.swf --workers -3            | --workers: expected a whole number from 1 to 1000000, found "-3"
          simulate trace.swf --workers 4 --quiet     | expected one of --workers, --jobs, --reserve-after, --json, found "--quiet"
          simulate trace.swf --workers 4 --reserve-after soon | --reserve-after: expected a number of seconds from 0 to 1000000000, found "soon"
          simulate trace.swf --workers 4 --reserve-after -1   | --reserve-after: expected a number of seconds from 0 to 1000000000, found -1
          """)
  void a_command_line_that_makes_no_sense(String line, String why) {
    refused(
        Child.jobsch(scratch, line.split(" ")),
        "jobsch: " + why + "\njobsch: \"jobsch simulate --help\" tells what can be said\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          simulate gone.swf --workers 4         | gone.swf: there is no such file; give the path of a trace in the Standard Workload Format, or - for stdin
          simulate --jobs gone.jsonl --workers 4 | gone.jsonl: there is no such file; give the path of a list of recorded jobs, or - for stdin
          simulate . --workers 4                | .: expected a trace in the Standard Workload Format, found a directory; give the path of a file
          """)
  void a_file_that_cannot_be_read(String line, String why) {
    refused(Child.jobsch(scratch, line.split(" ")), "jobsch: " + why + "\n");
  }

  @Test
  void a_file_in_which_something_is_wrong() {
    refused(
        Child.jobsch(scratch, "simulate", "-", "--workers", "4").fed("; short\n1 2 3\n"),
        "<stdin>:2:1 expected 9 to 18 fields, found 3\n");
    refused(
        Child.jobsch(scratch, "simulate", "--jobs", "trace.swf", "--workers", "4"),
        """
        trace.swf:1:1 : not JSON: did not expect ";"
        trace.swf:2:1 : expected an object with 'submit' and 'job', found 1
        trace.swf:2:4 : not JSON: expected nothing after the recorded job, found "0"
        trace.swf:3:1 : expected an object with 'submit' and 'job', found 2
        trace.swf:3:3 : not JSON: expected nothing after the recorded job, found "10"
        trace.swf:4:1 : expected an object with 'submit' and 'job', found 3
        trace.swf:4:3 : not JSON: expected nothing after the recorded job, found "20"
        trace.swf:5:1 : expected an object with 'submit' and 'job', found 4
        trace.swf:5:3 : not JSON: expected nothing after the recorded job, found "30"
        trace.swf:6:1 : expected an object with 'submit' and 'job', found 5
        trace.swf:6:3 : not JSON: expected nothing after the recorded job, found "40"
        jobsch: a trace is played without --jobs
        """);
    refused(
        Child.jobsch(scratch, "simulate", "-", "--workers", "4").fed("{\"submit\": 0}\n"),
        """
        <stdin>:1:1 expected 9 to 18 fields, found 2
        jobsch: recorded jobs are played with --jobs
        """);
  }

  @Test
  void jobs_that_take_longer_than_virtual_time() {
    String line = "1 0 -1 1000000000 1 -1 -1 -1 -1 -1" + UNKNOWN + "\n";
    refused(
        Child.jobsch(scratch, "simulate", "-", "--workers", "1").fed(line.repeat(10)),
        "jobsch: -: the jobs take longer than 292 years, which is too long\n");
  }
}
