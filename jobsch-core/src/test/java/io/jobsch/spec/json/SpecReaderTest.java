package io.jobsch.spec.json;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
  private final SpecReader reader = new SpecReader();

  @ParameterizedTest
  @MethodSource("io.jobsch.spec.json.JobDocuments#good")
  void reads_what_is_right(JobDocuments.Case good) {
    assertThat(Refusals.of(good.document())).isEmpty();
    assertThat(reader.read(good.document().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(reader.read(good.document()));
  }

  @ParameterizedTest
  @MethodSource("io.jobsch.spec.json.JobDocuments#wrong")
  void reports_every_problem_in_the_order_of_the_document(JobDocuments.Case wrong) {
    assertThat(wrong.problems()).isNotEmpty();
    assertThat(Refusals.of(wrong.document())).isEqualTo(wrong.problems());
    assertThat(Refusals.of(wrong.document().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(wrong.problems());
  }

  @Test
  void a_document_says_what_the_builder_says() {
    JobSpec read =
        reader.read(
            """
            {
              "type": "sequence_group",
              "name": "all",
              "env": {"B": "1", "A": "2"},
              "work": [
                {"type": "execute", "command": "make", "cwd": "src"},
                {"type": "parallel_group", "role": "tester", "max_parallel": 2, "work": [
                  {"type": "execute", "command": ["a", ""]},
                  {"type": "execute", "command": ["b"], "role": "machine_1", "timeout": 30.5}
                ]}
              ]
            }
            """);

    assertThat(read)
        .isEqualTo(
            sequence(
                    sh("make").cwd("src"),
                    parallel(
                            exec("a", ""),
                            exec("b").role("machine_1").timeout(Duration.ofMillis(30_500)))
                        .role("tester")
                        .maxParallel(2))
                .name("all")
                .env("B", "1")
                .env("A", "2"));
    assertThat(List.copyOf(read.attributes().env().keySet())).containsExactly("B", "A");
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "0.5, PT0.5S",
    "1.10, PT1.1S",
    "0.000000001, PT0.000000001S",
    "123456789.123456789, PT34293H33M9.123456789S",
    "1.5e2, PT2M30S",
    "1500E-3, PT1.5S",
    "0.00015e+4, PT1.5S",
    "1e-9, PT0.000000001S",
    "1e0000000000000000000000000000001, PT10S",
    "1e-0, PT1S",
    "1000000000, PT277777H46M40S",
    "999999999.999999999, PT277777H46M39.999999999S",
    // Finer than a nanosecond: up, so that what is more than nothing stays so.
    "1.0000000001, PT1.000000001S",
    "0.0000000001, PT0.000000001S",
    "1e-999999999, PT0.000000001S",
    "1e-99999999999999999999999999, PT0.000000001S",
    "999999999.9999999990000001, PT277777H46M40S",
  })
  void reads_a_timeout_to_the_nanosecond(String seconds, Duration timeout) {
    assertThat(reader.read(command("\"timeout\": " + seconds)).timeout()).contains(timeout);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000.0000000001",
        "1000000001",
        "1e10",
        "1e999999999",
        "1e99999999999999999999999999",
        "9999999999"
      })
  void refuses_a_timeout_that_is_too_long(String seconds) {
    assertThat(Refusals.of(command("\"timeout\": " + seconds)))
        .containsExactly("1:53 /timeout: expected at most 1000000000 seconds, found " + seconds);
  }

  @Test
  void digits_by_the_hundred_thousand_cost_nothing() {
    String many = "0".repeat(400_000);
    assertThat(reader.read(command("\"timeout\": 0." + many + "1")).timeout())
        .contains(Duration.ofNanos(1));
    assertThat(reader.read(command("\"timeout\": 1." + many + "1")).timeout())
        .contains(Duration.ofNanos(1_000_000_001));
    assertThat(reader.read(command("\"timeout\": 1" + many + "e-400000")).timeout())
        .contains(Duration.ofSeconds(1));
    assertThat(reader.read(command("\"timeout\": 0." + many + "1e400001")).timeout())
        .contains(Duration.ofSeconds(1));
    assertThat(reader.read(command("\"timeout\": 1e" + many + "1")).timeout())
        .contains(Duration.ofSeconds(10));
    String nines = "9".repeat(900_000);
    assertThat(Refusals.of(command("\"timeout\": " + nines)))
        .containsExactly(
            "1:53 /timeout: expected at most "
                + SpecRules.LONGEST_TIMEOUT.toSeconds()
                + " seconds, found "
                + "9".repeat(40)
                + "…");
    assertThat(Refusals.of(command("\"timeout\": -1e-" + nines))).hasSize(1);
    assertThat(Refusals.of(group("\"max_parallel\": " + nines))).hasSize(1);
    assertThat(Refusals.of(group("\"max_parallel\": 1." + nines))).hasSize(1);
    assertThat(Refusals.of(group("\"max_parallel\": 1e" + nines))).hasSize(1);
    assertThat(Refusals.of(group("\"max_parallel\": 1e-" + nines))).hasSize(1);
    assertThat(Refusals.of(command("\"priority\": -" + nines))).hasSize(1);
    assertThat(Refusals.of(command("\"priority\": -1e" + nines))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "1e0, 1",
    "1e1, 10",
    "10e-1, 1",
    "120.00E-1, 12",
    "2147483647, 2147483647",
    "2.147483647e9, 2147483647"
  })
  void a_bound_is_any_number_that_is_whole(String written, int bound) {
    assertThat(reader.read(group("\"max_parallel\": " + written)))
        .isEqualTo(parallel(exec("true")).maxParallel(bound));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0e5, 0",
    "7, 7",
    "-7.0, -7",
    "-1e1, -10",
    "2147483647, 2147483647",
    "-2147483648, -2147483648"
  })
  void a_priority_is_any_number_that_is_whole(String written, int priority) {
    assertThat(reader.read(command("\"priority\": " + written)))
        .isEqualTo(exec("true").priority(priority));
  }

  @Test
  void without_a_bound_there_is_none() {
    assertThat(parallel(exec("true")).maxParallel()).isEqualTo(OptionalInt.empty());
    assertThat(reader.read(group("\"name\": \"x\""))).isEqualTo(parallel(exec("true")).name("x"));
  }

  private static String command(String field) {
    return "{\"type\": \"execute\", \"command\": [\"true\"], " + field + "}";
  }

  private static String group(String field) {
    return "{\"type\": \"parallel_group\", "
        + field
        + ", \"work\": ["
        + command("\"env\": {}")
        + "]}";
  }
}
