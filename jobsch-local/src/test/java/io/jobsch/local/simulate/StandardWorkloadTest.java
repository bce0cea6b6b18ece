package io.jobsch.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces in the Standard Workload Format. */
class StandardWorkloadTest {
  /** A byte order mark in UTF-8, each of its bytes as a character. */
  private static final String MARK = "\u00EF\u00BB\u00BF";

  private static Trace read(String text) {
    try {
      return StandardWorkload.read(
          new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line in which all but these fields are not known. */
  private static String line(
      String submit, String run, String processors, String wanted, String requested) {
    return String.join(
        " ",
        "1",
        submit,
        "-1",
        run,
        processors,
        "-1 -1",
        wanted,
        requested,
        "-1 1 -1 -1 -1 -1 -1 -1 -1");
  }

  private static List<String> problems(String text) {
    InvalidTraceException refusal =
        catchThrowableOfType(InvalidTraceException.class, () -> read(text));
    return refusal.problems().stream().map(TraceProblem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    // submit, run, processors, wanted, requested; what it is: submit, processors, takes, requested
    "10,    60,    4,   9,  90,    PT10S,    4, PT60S,       PT90S",
    "10,    60,    -1,  9,  90,    PT10S,    9, PT60S,       PT90S",
    "10,    60,    4,   -1, -1,    PT10S,    4, PT60S,       PT60S",
    "10,    60,    4,   -1, 59,    PT10S,    4, PT60S,       PT60S",
    "10,    60,    4,   -1, 60.5,  PT10S,    4, PT60S,       PT60.5S",
    "0,     0,     1,   -1, -1,    PT0S,     1, PT0S,        PT0.000000001S",
    "0,     0,     1,   -1, 30,    PT0S,     1, PT0S,        PT30S",
    "1.25,  0.5,   2.0, -1, -1,    PT1.25S,  2, PT0.5S,      PT0.5S",
    "1e3,   1e-99, 1,   -1, -1,    PT16M40S, 1, PT0S,        PT0.000000001S",
    "1.5e9, +7,    1,   -1, -1,    PT416666H40M, 1, PT7S,    PT7S"
  })
  void a_job_is_what_its_fields_say(
      String submit,
      String run,
      String allocated,
      String wanted,
      String asked,
      Duration submitted,
      int processors,
      Duration takes,
      Duration requested) {
    Trace trace = read(line(submit, run, allocated, wanted, asked));

    assertThat(trace.jobs())
        .containsExactly(new TraceJob.Rigid(submitted, processors, takes, requested));
    assertThat(trace.unusable()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 60, 4,  -1", // no time of submission
    "0,  -1, 4,  -1", // no run time
    "0,  60, -1, -1", // no processors
    "0,  60, 0,  8", // none were allocated: it was cancelled while it waited
    "0,  60, -1, 0"
  })
  void a_job_of_which_too_little_is_known_is_counted(
      String submit, String run, String processors, String wanted) {
    Trace trace = read(line(submit, run, processors, wanted, "-1"));

    assertThat(trace.jobs()).isEmpty();
    assertThat(trace.unusable()).isEqualTo(1);
  }

  @Test
  void comments_blank_lines_and_any_spaces_are_passed_over() {
    String text =
        "; Computer: Großrechner\r\n ;; 18 fields\n\n \f\n  \t"
            + line("5", "1", "1", "-1", "-1").replace(" ", " \t ")
            + "  \r\n"
            + line("3", "1", "1", "-1", "-1");

    assertThat(read(text).jobs())
        .extracting(TraceJob::submit)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ten  | 1    | 1   | 1  | -1   | 1:3 field 2, the time of submission: expected a number, found "ten"
          1    | 1e10 | 1   | 1  | -1   | 1:8 field 4, the run time: expected at most 1000000000, found "1e10"
          4e9  | 1    | 1.5 | 1  | -1   | 1:12 field 5, the allocated processors: expected a whole number, found "1.5"
          1    | 1    | -1  | x  | -1   | 1:19 field 8, the requested processors: expected a number, found "x"
          1    | 1    | 1   | 1  | 9e99 | 1:20 field 9, the requested time: expected at most 1000000000, found "9e99"
          """)
  void a_field_that_makes_no_sense_is_told(
      String submit, String run, String processors, String wanted, String requested, String told) {
    assertThat(problems(line(submit, run, processors, wanted, requested))).containsExactly(told);
  }

  @Test
  void every_bad_line_is_told_with_its_number() {
    String good = line("5", "1", "1", "-1", "-1");

    assertThat(problems("; comment\n" + good + "\n 1 2 3\n" + good + " 19\n"))
        .containsExactly(
            "3:2 expected 9 to 18 fields, found 3", "4:1 expected 9 to 18 fields, found more");
  }

  @Test
  void of_very_many_bad_lines_the_first_are_told() {
    assertThat(problems("bad\n".repeat(1000)))
        .hasSize(21)
        .last()
        .isEqualTo("21:1 not read from here on, since so much is wrong before");
    assertThat(problems("bad\n".repeat(20))).hasSize(20);
  }

  @Test
  void a_number_that_would_take_long_to_read_is_none() {
    assertThat(problems(line("1", "1" + "0".repeat(100), "1", "1", "1")))
        .singleElement()
        .asString()
        .startsWith("1:8 field 4, the run time: expected a number, found \"1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "; only\n; comments\n", MARK, MARK + "; marked"})
  void a_trace_may_have_no_jobs(String text) {
    assertThat(read(text)).isEqualTo(new Trace(List.of()));
  }

  @Test
  void what_is_behind_the_ninth_field_may_be_missing() {
    TraceJob job =
        new TraceJob.Rigid(
            Duration.ofSeconds(5), 2, Duration.ofSeconds(60), Duration.ofSeconds(90));

    assertThat(read("1 5 -1 60 2 -1 -1 -1 90\n1 5 -1 60 2 -1 -1 -1 90 -1 1\n").jobs())
        .containsExactly(job, job);
    assertThat(problems("1 5 -1 60 2 -1 -1 -1"))
        .containsExactly("1:1 expected 9 to 18 fields, found 8");
  }

  @Test
  void a_byte_order_mark_at_the_beginning_is_passed_over() {
    String good = line("5", "1", "1", "-1", "-1");

    assertThat(read(MARK + good)).isEqualTo(read(good));
    assertThat(problems(MARK + "bad")).containsExactly("1:1 expected 9 to 18 fields, found 1");
  }
}
