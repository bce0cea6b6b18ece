package io.jobsch.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobsch.spec.Jobs;
import io.jobsch.spec.RecordedJob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of recorded jobs; what a line may say is tested with its reader. */
class RecordedJobsTest {
  private static final String LINE =
      "{\"submit\": 1.5, \"job\": {\"type\": \"execute\", \"command\": [\"a\"]}, \"duration\": 2}";

  private static Trace read(String text) {
    try {
      return RecordedJobs.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> problems(String text) {
    InvalidTraceException refusal =
        catchThrowableOfType(InvalidTraceException.class, () -> read(text));
    return refusal.problems().stream().map(TraceProblem::toString).toList();
  }

  @Test
  void each_line_is_a_job_and_blank_ones_are_none() {
    TraceJob job =
        new TraceJob.Recorded(
            RecordedJob.uniform(
                Duration.ofMillis(1500),
                Jobs.exec("a"),
                RecordedJob.Course.succeedsAfter(Duration.ofSeconds(2))));

    assertThat(read(LINE + "\r\n\n \n" + LINE)).isEqualTo(new Trace(List.of(job, job)));
  }

  @Test
  void problems_of_all_lines_are_told_with_their_places() {
    assertThat(problems(LINE + "\n{\"submit\": -1}\n\n{\"job\"\n" + LINE))
        .containsExactly(
            "2:1 : expected a field 'job', found none",
            "2:12 /submit: expected a number of seconds from 0 to 4000000000, found -1",
            "4:7 : not JSON: the text ends too early");
  }

  @Test
  void a_line_that_is_too_long_is_told_and_not_read() {
    assertThat(problems(LINE + "\n" + " ".repeat(10) + "x".repeat(2_000_000)))
        .containsExactly("2:1 : expected a document of at most 1048576 bytes, found 1048577");
  }

  @Test
  void a_list_may_have_no_jobs() {
    assertThat(read("")).isEqualTo(new Trace(List.of()));
    assertThat(read("\uFEFF\n \n")).isEqualTo(new Trace(List.of()));
  }

  @Test
  void a_byte_order_mark_at_the_beginning_is_passed_over() {
    assertThat(read("\uFEFF" + LINE)).isEqualTo(read(LINE));
    assertThat(problems("\uFEFF\n{}").get(0)).startsWith("2:1 ");
  }
}
