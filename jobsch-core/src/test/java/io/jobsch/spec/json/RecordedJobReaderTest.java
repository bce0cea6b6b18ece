package io.jobsch.spec.json;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.RecordedJob.Course;
import io.jobsch.spec.SpecLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded jobs; double quotes are written as single ones. */
class RecordedJobReaderTest {
  private static final String JOB =
      "'job': {'type': 'sequence_group', 'work': ["
          + "{'type': 'execute', 'command': ['a']}, {'type': 'execute', 'command': ['b']}]}";

  private static RecordedJob read(String line) {
    byte[] bytes = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new RecordedJobReader(SpecLimits.DEFAULT).read(bytes, 7);
  }

  private static List<String> problems(String line) {
    InvalidJobException refusal = catchThrowableOfType(InvalidJobException.class, () -> read(line));
    return refusal.problems().stream().map(it -> it.position().orElseThrow() + " " + it).toList();
  }

  private static Course course(double seconds, int exitCode) {
    return new Course(Duration.ofMillis(Math.round(seconds * 1000)), exitCode);
  }

  @Test
  void all_commands_may_take_the_same_time() {
    assertThat(read("{'submit': 3, " + JOB + ", 'duration': 1.5}"))
        .isEqualTo(
            RecordedJob.uniform(
                Duration.ofSeconds(3), sequence(exec("a"), exec("b")), course(1.5, 0)));
  }

  @Test
  void what_is_said_of_a_command_holds_before_what_is_said_of_all_in_any_order() {
    String line =
        "{'exit_codes': {'/work/1': 3}, 'durations': {'/work/1': 0}, 'duration': 2, "
            + JOB
            + ", 'submit': 0}";

    assertThat(read(line).courses())
        .isEqualTo(
            Map.of(Pointer.parse("/work/0"), course(2, 0), Pointer.parse("/work/1"), course(0, 3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                                 | 7:1 : expected an object with 'submit' and 'job', found a list
          {'submit': 1e10, JOB, 'duration': 0}                | 7:12 /submit: expected a number of seconds from 0 to 4000000000, found 1e10
          {'submit': '1', JOB, 'duration': 0}                 | 7:12 /submit: expected a number of seconds from 0 to 4000000000, found "1"
          {'submit': 1, 'submit': 2, JOB, 'duration': 0}      | 7:15 /submit: expected each field once, found another 'submit'
          {'submit': 1, 'durations': {}, 'duratoin': 1, JOB, 'duration': 1} | 7:32 /duratoin: unknown field "duratoin"; did you mean 'duration'?
          {'submit': 1, 'duration': -0.5, JOB}                | 7:27 /duration: expected a number of seconds from 0 to 1000000000, found -0.5
          {'submit': 1, 'duration': 1, 'durations': 2, JOB}   | 7:43 /durations: expected an object with the places of commands, such as "/work/1", found 2
          {'submit': 1, 'duration': 1, 'durations': {'/work': 2}, JOB} | 7:44 /durations/~1work: expected the place of a command of the job, such as "/work/0", found "/work"
          {'submit': 1, 'duration': 1, 'durations': {'/work/0': 2, '/work/0': 2}, JOB} | 7:58 /durations/~1work~10: expected each command once, found another "/work/0"
          {'submit': 1, 'duration': 1, 'exit_codes': {'/work/0': 256}, JOB} | 7:56 /exit_codes/~1work~10: expected an exit code, from 0 to 255, found 256
          {'submit': 1, 'duration': 1, 'exit_codes': {'work/0': 1}, JOB} | 7:45 /exit_codes/work~10: expected the place of a command, such as "/work/1", found "work/0"
          {'submit': 1, 'duration': 1, 'exit_codes': {'': 1}, JOB} | 7:45 /exit_codes/: expected the place of a command of the job, such as "/work/0", found ""
          {'submit': 1, 'durations': {'/work/0': 1}, JOB}     | 7:1 : expected how long "/work/1" took, in 'durations', or for all in 'duration'; found neither
          {'submit': 1, JOB, 'duration': 0} {}                | 7:153 : not JSON at line 7, column 153: expected nothing after the recorded job, found "{"
          """)
  void what_is_wrong_is_told_at_its_place(String line, String told) {
    assertThat(problems(line.replace("JOB", JOB))).containsExactly(told);
  }

  @Test
  void what_is_wrong_with_the_job_is_told_at_its_place_in_the_line() {
    assertThat(problems("{'submit': 1, 'job': {'type': 'execute', 'comand': [], 'timeout': 0}}"))
        .containsExactly(
            "7:22 /job: expected a field 'command', found none",
            "7:42 /job/comand: unknown field \"comand\"; did you mean 'command'?",
            "7:67 /job/timeout: expected a number of seconds above 0, found 0");
  }

  @Test
  void a_line_that_ends_within_the_job_tells_what_was_wrong_before() {
    assertThat(problems("{'submit': -1, 'job': {'type': 'exec', 'command': [tru"))
        .hasSize(3)
        .anyMatch(it -> it.startsWith("7:12 /submit: "))
        .anyMatch(it -> it.startsWith("7:32 /job/type: "))
        .anyMatch(it -> it.contains("not JSON at line 7, column "));
  }

  @Test
  void a_line_that_is_not_utf_8_is_told_with_its_number() {
    InvalidJobException refusal =
        catchThrowableOfType(
            InvalidJobException.class,
            () -> new RecordedJobReader(SpecLimits.DEFAULT).read(new byte[] {'{', (byte) 0xff}, 9));

    assertThat(refusal.getMessage()).contains("not JSON at line 9, column 2: expected UTF-8");
  }
}
