package io.jobsch.spec;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writing a job in Java. */
class JobsTest {
  @Test
  void a_job_reads_as_it_is_written() {
    JobSpec job =
        sequence(
            sh("make"),
            parallel(exec("a"), exec("b", "-x").role("machine_1").timeout(ofSeconds(30))));

    assertThat(job)
        .isEqualTo(
            new SequenceGroup(
                List.of(
                    new Execute(new Command.Shell("make"), Attributes.NONE),
                    new ParallelGroup(
                        List.of(
                            new Execute(new Command.Argv(List.of("a")), Attributes.NONE),
                            new Execute(
                                new Command.Argv(List.of("b", "-x")),
                                new Attributes(
                                    Optional.empty(),
                                    Optional.of(new RoleName("machine_1")),
                                    Map.of(),
                                    Optional.empty(),
                                    Optional.of(ofSeconds(30)),
                                    OptionalInt.empty()))),
                        OptionalInt.empty(),
                        Attributes.NONE)),
                Attributes.NONE));
  }

  @Test
  void the_last_word_on_an_attribute_holds() {
    JobSpec job =
        sh("make")
            .name("a")
            .name("b")
            .role("c")
            .role("d")
            .cwd("e")
            .cwd("f")
            .env("A", "1")
            .env("B", "2")
            .env("A", "3")
            .timeout(ofSeconds(1))
            .timeout(ofSeconds(2))
            .priority(1)
            .priority(2);

    assertThat(job.attributes())
        .isEqualTo(
            new Attributes(
                Optional.of("b"),
                Optional.of(new RoleName("d")),
                Map.of("A", "3", "B", "2"),
                Optional.of("f"),
                Optional.of(ofSeconds(2)),
                OptionalInt.of(2)));
    assertThat(job.name()).contains("b");
    assertThat(job.timeout()).contains(ofSeconds(2));
  }

  @Test
  void attributes_and_bound_of_a_parallel_group_come_in_any_order() {
    ParallelGroup boundLast =
        parallel(sh("a"), sh("b"))
            .name("n")
            .role("r")
            .env("A", "1")
            .cwd("d")
            .timeout(ofSeconds(1))
            .priority(1)
            .maxParallel(2);
    JobSpec boundFirst =
        parallel(sh("a"), sh("b"))
            .maxParallel(2)
            .priority(1)
            .timeout(ofSeconds(1))
            .cwd("d")
            .env("A", "1")
            .role("r")
            .name("n");

    assertThat(boundLast).isEqualTo(boundFirst);
    assertThat(boundLast.maxParallel()).hasValue(2);
  }

  @Test
  void setting_an_attribute_leaves_the_job_as_it_was() {
    Execute plain = sh("make");
    assertThat(plain.role("r").env("A", "1")).isNotEqualTo(plain);
    assertThat(plain).isEqualTo(sh("make"));
  }

  @Test
  void a_job_keeps_nothing_that_can_change() {
    List<JobSpec> work = new ArrayList<>(List.of(sh("a")));
    Map<String, String> env = new LinkedHashMap<>(Map.of("A", "1"));
    Attributes attributes =
        new Attributes(
            Optional.empty(),
            Optional.empty(),
            env,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());
    JobSpec job = sequence(work).withAttributes(attributes);
    work.clear();
    env.clear();

    assertThat(job).isEqualTo(sequence(sh("a")).env("A", "1"));
    assertThatThrownBy(() -> job.work().clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> job.attributes().env().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_command_has_the_words_that_it_was_given() {
    List<String> words =
        new ArrayList<>(List.of("a", "", "b c", "\u00e9\u4e00", "\ud83d\ude00", "", ""));
    Command.Argv command = new Command.Argv(words);
    words.clear();

    assertThat(command.words())
        .containsExactly("a", "", "b c", "\u00e9\u4e00", "\ud83d\ude00", "", "");
    assertThatThrownBy(() -> command.words().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(new Command.Argv(List.of("a", "b")))
        .isEqualTo(new Command.Argv(List.of("a", "b")))
        .hasSameHashCodeAs(new Command.Argv(List.of("a", "b")))
        .isNotEqualTo(new Command.Argv(List.of("ab")))
        .isNotEqualTo(new Command.Argv(List.of("a", "b", "")))
        .isNotEqualTo(new Command.Shell("a b"))
        .hasToString("Argv[words=[a, b]]");
  }

  @Test
  void the_shell_is_a_program_too() {
    assertThat(new Command.Shell("a | b").argv()).containsExactly("/bin/sh", "-c", "a | b");
    assertThat(new Command.Argv(List.of("a", "|", "b")).argv()).containsExactly("a", "|", "b");
  }

  @ParameterizedTest
  @MethodSource
  void what_is_wrong_is_refused_where_it_is_written(ThrowingCallable mistake, String message) {
    assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  static Stream<Arguments> what_is_wrong_is_refused_where_it_is_written() {
    String notEmpty = "expected a string that is not empty, found \"\"";
    String noNul = "expected a string without NUL, found one at character ";
    String sound =
        "expected a string of Unicode characters, found half a surrogate pair at character ";
    String above0 = "timeout: expected a number of seconds above 0, found ";
    String atMost = "timeout: expected at most 1000000000 seconds, found ";
    String bound = "max_parallel: expected a whole number from 1 to 2147483647, found ";
    return Stream.of(
        mistake(() -> exec(""), "command: " + notEmpty),
        mistake(() -> exec("a\0"), "command: " + noNul + 2),
        mistake(() -> exec("a", "b", "\0"), "command: " + noNul + 1),
        mistake(() -> exec("a", "\ud83d\ude00\ude00"), "command: " + sound + 3),
        mistake(
            () -> new Command.Argv(List.of()),
            "command: expected a program and its arguments, found an empty list"),
        mistake(() -> sh(""), "command: " + notEmpty),
        mistake(() -> sh("echo \0"), "command: " + noNul + 6),
        mistake(() -> sequence(), "work: expected at least one part, found an empty list"),
        mistake(() -> parallel(), "work: expected at least one part, found an empty list"),
        mistake(() -> parallel(sh("a")).maxParallel(0), bound + 0),
        mistake(() -> parallel(sh("a")).maxParallel(-3), bound + -3),
        mistake(() -> sh("a").name(""), "name: " + notEmpty),
        mistake(() -> sh("a").role(""), "role: " + notEmpty),
        mistake(() -> sh("a").role("\ud800"), "role: " + sound + 1),
        mistake(() -> sh("a").cwd(""), "cwd: " + notEmpty),
        mistake(() -> sh("a").cwd("a\0b"), "cwd: " + noNul + 2),
        mistake(() -> sh("a").env("", "x"), "env: " + notEmpty),
        mistake(
            () -> sh("a").env("A=B", "x"),
            "env: expected the name of a variable, without '=', found \"A=B\""),
        mistake(() -> sh("a").env("A", "\0"), "env: " + noNul + 1),
        mistake(() -> sh("a").timeout(Duration.ZERO), above0 + "0"),
        mistake(() -> sh("a").timeout(Duration.ofMillis(-1500)), above0 + "-1.5"),
        mistake(
            () -> sh("a").timeout(Duration.ofSeconds(1_000_000_000, 1)),
            atMost + "1000000000.000000001"),
        mistake(() -> new SpecLimits(1, 0, 1, 1, 1), "every limit is 1 or more"),
        mistake(() -> new SpecLimits(1, 257, 1, 1, 1), "depth: expected at most 256, found 257"));
  }

  private static Arguments mistake(ThrowingCallable mistake, String message) {
    return Arguments.of(mistake, message);
  }

  @ParameterizedTest
  @MethodSource
  void a_part_with_a_priority_is_refused_where_it_becomes_one(
      ThrowingCallable mistake, String... pointers) {
    assertThatThrownBy(mistake)
        .isInstanceOfSatisfying(
            InvalidJobException.class,
            refused ->
                assertThat(refused.problems())
                    .containsExactlyElementsOf(
                        Stream.of(pointers)
                            .map(
                                it ->
                                    new SpecProblem(
                                        Pointer.parse(it),
                                        "only the root of a job may have a 'priority', for it is"
                                            + " said of the whole job"))
                            .toList()));
  }

  static Stream<Arguments> a_part_with_a_priority_is_refused_where_it_becomes_one() {
    JobSpec urgentGroup = sequence(sh("a"), sh("b")).priority(1);
    return Stream.of(
        below(() -> sequence(sh("a"), sh("b").priority(1)), "/work/1/priority"),
        below(() -> parallel(urgentGroup, sh("a")), "/work/0/priority"),
        below(
            () -> parallel(urgentGroup, sh("a"), sh("b").priority(0)),
            "/work/0/priority",
            "/work/2/priority"));
  }

  private static Arguments below(ThrowingCallable mistake, String... pointers) {
    return Arguments.of(mistake, pointers);
  }

  @Test
  void the_edges_of_what_is_right_are_right() {
    assertThat(sh("a").timeout(Duration.ofNanos(1)).timeout()).contains(Duration.ofNanos(1));
    assertThat(sh("a").timeout(SpecRules.LONGEST_TIMEOUT).timeout())
        .contains(SpecRules.LONGEST_TIMEOUT);
    assertThat(parallel(sh("a")).maxParallel(1).maxParallel()).hasValue(1);
    assertThat(exec("a", "").work()).isEmpty();
    assertThat(sh("a").priority(Integer.MIN_VALUE).attributes().priority())
        .hasValue(Integer.MIN_VALUE);
  }
}
