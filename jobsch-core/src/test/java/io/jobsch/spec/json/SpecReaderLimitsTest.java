package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.Planner;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecLimits;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit lets through what just keeps to it, and refuses one more. */
class SpecReaderLimitsTest {
  private static final String TRUE = "{\"type\":\"execute\",\"command\":[\"true\"]}";

  @Test
  void a_document_has_at_most_1_MiB() {
    String full = " ".repeat(1024 * 1024 - TRUE.length()) + TRUE;
    assertThat(Refusals.of(full)).isEmpty();
    assertThat(Refusals.of(full.getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Refusals.of(full + " "))
        .containsExactly("1:1 : expected a document of at most 1048576 bytes, found 1048577");
    assertThat(Refusals.of((full + " ").getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1:1 : expected a document of at most 1048576 bytes, found 1048577");
  }

  @Test
  void a_document_is_measured_in_utf_8_and_not_read_when_it_is_too_long() {
    SpecReader reader = new SpecReader(new SpecLimits(12, 1, 1, 1, 1));
    assertThat(Refusals.of(reader, "[\"aü€😀\"]"))
        .containsExactly("1:1 : expected a document of at most 12 bytes, found 14");
  }

  @Test
  void nodes_lie_at_most_64_deep() {
    assertThat(Refusals.of(nested(64, TRUE))).isEmpty();
    assertThat(Refusals.of(nested(65, TRUE)))
        .containsExactly(
            "1:2241 " + work(64) + ": expected at most 64 nodes from the root to a command");
  }

  @Test
  void what_lies_too_deep_is_reported_once_and_not_read() {
    SpecReader reader = new SpecReader(new SpecLimits(1000, 2, 100, 100, 100));
    String parts =
        "{\"type\":\"sequence_group\",\"work\":[{\"type\":1}," + TRUE + ",5]},{\"foo\":1}";
    assertThat(Refusals.of(reader, "{\"type\":\"parallel_group\",\"work\":[" + parts + "]}"))
        .containsExactly(
            "1:67 /work/0/work/0: expected at most 2 nodes from the root to a command",
            "1:116 /work/0/work/2: expected an object with a 'type', found 5",
            "1:120 /work/1: expected a field 'type', found none",
            "1:121 /work/1/foo: unknown field \"foo\"");
  }

  @Test
  void a_limit_on_the_depth_can_be_as_deep_as_the_stack_bears() {
    SpecReader reader =
        new SpecReader(new SpecLimits(1024 * 1024, SpecLimits.DEEPEST, 10_000, 1, 1000));
    JobSpec deep = reader.read(nested(SpecLimits.DEEPEST, TRUE));

    assertThat(reader.read(SpecWriter.pretty().write(deep)).equals(deep)).isTrue();
    assertThat(Refusals.of(reader, nested(SpecLimits.DEEPEST + 1, TRUE))).hasSize(1);
    assertThat(Planner.plan(deep, new SpecLimits(1, SpecLimits.DEEPEST, 1000, 1, 1000)).nodes())
        .hasSize(SpecLimits.DEEPEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"a\":",
        "{\"type\":\"parallel_group\",\"work\":[",
        "{\"work\":[",
        "{\"type\":\"execute\",\"command\":[",
        "{\"env\":{",
        "{\"name\":[{\"x\":["
      })
  void a_hundred_thousand_open_brackets_are_a_problem_and_no_overflow(String opening) {
    SpecReader reader = new SpecReader(new SpecLimits(10_000_000, 64, 10_000, 1_000, 1_000));
    String document = opening.repeat(100_000);
    assertThat(Refusals.of(reader, document))
        .last()
        .asString()
        .contains(": not JSON at line 1, column ");
    assertThat(Refusals.of(reader, document).size()).isLessThan(200);
  }

  @Test
  void a_hundred_thousand_brackets_that_are_closed_are_a_problem_too() {
    assertThat(Refusals.of("[".repeat(100_000) + "]".repeat(100_000)))
        .containsExactly("1:1 : expected an object with a 'type', found a list");
    assertThat(Refusals.of("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)))
        .containsExactly(
            "1:1 : expected a field 'type', found none", "1:2 /a: unknown field \"a\"");
  }

  @Test
  void a_job_has_at_most_10_000_nodes() {
    assertThat(Refusals.of(group(9_999, TRUE))).isEmpty();
    assertThat(Refusals.of(group(10_000, TRUE)))
        .containsExactly(position(9_999) + " /work/9999: expected at most 10000 nodes in a job");
    assertThat(Refusals.of(group(10_005, TRUE))).hasSize(1);
  }

  @Test
  void a_job_has_at_most_1_000_roles() {
    assertThat(Refusals.of(roles(1_000, ""))).isEmpty();
    assertThat(Refusals.of(roles(1_003, "")))
        .singleElement()
        .asString()
        .endsWith(" /work/1000: expected at most 1000 different roles in a job");
  }

  @Test
  void roles_are_counted_among_the_commands_as_they_are_inherited() {
    SpecReader reader = new SpecReader(new SpecLimits(10_000, 64, 100, 2, 100));
    String played = "{\"type\":\"execute\",\"command\":\"x\",\"role\":\"%s\"}";
    String free = "{\"type\":\"execute\",\"command\":\"x\"}";
    String late =
        "{\"work\":[" + free + "," + free + "],\"type\":\"sequence_group\",\"role\":\"%s\"}";
    String job = "{\"type\":\"sequence_group\",\"role\":\"unplayed\",\"work\":[%s]}";

    assertThat(
            Refusals.of(reader, job.formatted(late.formatted("a") + "," + played.formatted("b"))))
        .isEmpty();
    assertThat(
            Refusals.of(
                reader,
                job.formatted(
                    free + "," + late.formatted("a") + "," + played.formatted("unplayed"))))
        .isEmpty();
    assertThat(
            Refusals.of(
                reader,
                job.formatted(free + "," + played.formatted("a") + "," + late.formatted("b"))))
        .containsExactly("1:138 /work/2/work/0: expected at most 2 different roles in a job");
  }

  @Test
  void a_command_that_names_nobody_has_the_default_role() {
    assertThat(Refusals.of(roles(1_000, "," + TRUE)))
        .singleElement()
        .asString()
        .endsWith(" /work/1000: expected at most 1000 different roles in a job");
    assertThat(
            Refusals.of(
                roles(
                    1_000, ",{\"type\":\"execute\",\"command\":\"x\",\"role\":\"default_role\"}")))
        .hasSize(1);
    assertThat(Refusals.of(roles(1_000, ",{\"type\":\"execute\",\"command\":\"x\",\"role\":5}")))
        .singleElement()
        .asString()
        .endsWith(" /work/1000/role: expected a string, found 5");
  }

  @Test
  void a_string_has_at_most_256_KiB() {
    assertThat(Refusals.of(command("\"name\":\"" + "a".repeat(262_144) + "\""))).isEmpty();
    assertThat(Refusals.of(command("\"name\":\"" + "ü".repeat(131_072) + "\""))).isEmpty();
    assertThat(Refusals.of(command("\"name\":\"" + "ü".repeat(131_072) + "a\"")))
        .containsExactly("1:45 /name: expected a string of at most 262144 bytes, found 262145");
  }

  @Test
  void every_string_is_measured() {
    SpecReader reader = new SpecReader(new SpecLimits(1000, 64, 100, 100, 3));
    String tooLong = ": expected a string of at most 3 bytes, found 4";
    assertThat(
            Refusals.of(
                reader,
                """
                {"type": "sequence_group", "name": "abcd", "role": "\\u00e9\\u00e9", "cwd": "😀",
                "env": {"abc": "abc", "abcd": "€a"}, "work": [
                {"type": "execute", "command": "a\\u0000bc"},
                {"type": "execute", "command": ["abc", "abcd", "abc", "\\ud83d\\ude00"]}]}"""))
        .containsExactly(
            "1:36 /name" + tooLong,
            "1:52 /role" + tooLong,
            "1:75 /cwd" + tooLong,
            "2:23 /env/abcd" + tooLong,
            "2:31 /env/abcd" + tooLong,
            "3:32 /work/0/command" + tooLong,
            "4:40 /work/1/command/1" + tooLong,
            "4:55 /work/1/command/3" + tooLong);
  }

  private static String command(String field) {
    return "{\"type\":\"execute\",\"command\":[\"true\"]," + field + "}";
  }

  /** A node so many deep, the innermost of which is that. */
  private static String nested(int depth, String innermost) {
    return "{\"type\":\"sequence_group\",\"work\":  [".repeat(depth - 1)
        + innermost
        + "]}".repeat(depth - 1);
  }

  private static String work(int depth) {
    return "/work/0".repeat(depth);
  }

  private static String group(int parts, String part) {
    return "{\"type\":\"parallel_group\",\"work\":["
        + String.join(",", Collections.nCopies(parts, part))
        + "]}";
  }

  private static String position(int part) {
    return "1:"
        + ("{\"type\":\"parallel_group\",\"work\":[".length() + part * (TRUE.length() + 1) + 1);
  }

  private static String roles(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"type\":\"execute\",\"command\":\"x\",\"role\":\"r" + i + "\"}")
        .collect(Collectors.joining(",", "{\"type\":\"parallel_group\",\"work\":[", more + "]}"));
  }
}
