package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.SpecLimits;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The costliest documents of 1 MiB that we could think of. What grew with the square of such a
 * document would not end; the time limit is there so that it fails then, and measures nothing.
 */
@Timeout(120)
class SpecReaderWorstCaseTest {
  private static final int SIZE = SpecLimits.DEFAULT.documentBytes();

  /** A document of nearly 1 MiB that repeats one thing, and how many problems it has. */
  record WorstCase(String name, String document, int problems) {
    /** As often as it fits in between, that: a problem each time, and some more. */
    static WorstCase repeating(String name, String beginning, String each, String end, int more) {
      int times = (SIZE - beginning.length() - end.length()) / each.length();
      return new WorstCase(name, beginning + each.repeat(times) + end, times + more);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<WorstCase> worstCases() {
    String group = "{\"type\":\"sequence_group\",\"work\":[";
    String command = "{\"type\":\"execute\",\"command\":\"x\"";
    return Stream.of(
        WorstCase.repeating("parts that are no nodes", group, "0,", "0]}", 1),
        WorstCase.repeating("nodes without a type, at last too many", group, "{},", "{}]}", 2),
        WorstCase.repeating("an unknown field", command, ",\"\":0", "}", 0),
        WorstCase.repeating(
            "a field with a long name", command, ",\"max_parallelx_parallelx_parallel\":0", "}", 0),
        WorstCase.repeating("a field again and again", command, ",\"type\":0", "}", 0),
        WorstCase.repeating(
            "a variable again and again", command + ",\"env\":{\"A\":\"\"", ",\"A\":0", "}}", 0),
        WorstCase.repeating(
            "arguments that are no strings",
            "{\"type\":\"execute\",\"command\":[0",
            ",0",
            "]}",
            1));
  }

  @ParameterizedTest
  @MethodSource("worstCases")
  void every_problem_is_reported(WorstCase worst) {
    assertThat(worst.document().length()).isBetween(SIZE - 50, SIZE);
    assertThat(Refusals.of(worst.document())).hasSize(worst.problems());
  }

  @Test
  void names_with_equal_hashes_cost_what_others_cost() {
    int letters = 15;
    String variables =
        IntStream.range(0, 1 << letters)
            .mapToObj(i -> '"' + colliding(i, letters) + "\":0")
            .collect(Collectors.joining(","));
    assertThat(colliding(1, letters).hashCode()).isEqualTo(colliding(77, letters).hashCode());
    SpecReader reader = new SpecReader(new SpecLimits(2 * SIZE, 1, 1, 1, 100));
    assertThat(
            Refusals.of(
                reader, "{\"type\":\"execute\",\"command\":\"x\",\"env\":{" + variables + "}}"))
        .hasSize(1 << letters);
  }

  /** "Aa" and "BB" have the same hash, and so has whatever is made of them. */
  private static String colliding(int bits, int letters) {
    return IntStream.range(0, letters)
        .mapToObj(i -> (bits >> i & 1) == 0 ? "Aa" : "BB")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\\u00e9", "\\\\", "\\ud83d\\ude00"})
  void one_string_can_be_the_whole_document(String character) {
    String document = "\"" + character.repeat((SIZE - 2) / character.length()) + "\"";
    List<String> problems = Refusals.of(document);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).length()).isLessThan(200);
  }
}
