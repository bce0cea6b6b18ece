package io.jobsch.spec;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that were built are held to the limits of those that are read. */
class SpecSizeTest {
  private static final SpecLimits SMALL = new SpecLimits(1, 3, 5, 2, 12);

  @Test
  void what_just_keeps_to_every_limit_is_accepted() {
    JobSpec job =
        sequence(
                parallel(sh("a").role("x"), exec("a", "123456789012").role("y")),
                sh("éééééé").role("x"))
            .name("123456789012")
            .env("123456789012", "😀😀😀");
    assertThatCode(() -> SpecSize.check(job, SMALL)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource
  void one_more_is_refused_where_it_is(JobSpec job, String problem) {
    assertThatThrownBy(() -> SpecSize.check(job, SMALL))
        .isInstanceOf(InvalidJobException.class)
        .hasMessage(problem);
  }

  static Stream<Arguments> one_more_is_refused_where_it_is() {
    String tooLong = ": expected a string of at most 12 bytes, found 13";
    String long13 = "1234567890123";
    return Stream.of(
        Arguments.of(
            sequence(sh("a"), sequence(sequence(sh("a")))),
            "/work/1/work/0/work/0: expected at most 3 nodes from the root to a command"),
        Arguments.of(
            parallel(Collections.nCopies(5, sh("a"))),
            "/work/4: expected at most 5 nodes in a job"),
        Arguments.of(
            parallel(sh("a").role("x"), sh("b").role("y"), sh("c")),
            "/work/2: expected at most 2 different roles in a job"),
        Arguments.of(
            parallel(sh("a"), parallel(sh("b"), sh("c").role("y")).role("x")),
            "/work/1/work/1: expected at most 2 different roles in a job"),
        Arguments.of(sh("a").name(long13), "/name" + tooLong),
        Arguments.of(sh("a").role(long13), "/role" + tooLong),
        Arguments.of(sh("a").cwd(long13), "/cwd" + tooLong),
        Arguments.of(sh("a").env("x/y", long13), "/env/x~1y" + tooLong),
        Arguments.of(sh("a").env(long13, "x"), "/env/" + long13 + tooLong),
        Arguments.of(sh(long13), "/command" + tooLong),
        Arguments.of(sequence(exec("a", "b", "ééééééa")), "/work/0/command/2" + tooLong));
  }

  @Test
  void what_is_far_too_deep_is_refused_like_any_other() {
    JobSpec job = sh("a");
    for (int i = 0; i < 100_000; i++) {
      job = sequence(job);
    }
    JobSpec deep = job;
    assertThatThrownBy(() -> SpecSize.check(deep, SpecLimits.DEFAULT))
        .isInstanceOf(InvalidJobException.class)
        .hasMessageEndingWith(": expected at most 64 nodes from the root to a command");
  }

  @Test
  void a_group_whose_role_nobody_plays_needs_no_role() {
    JobSpec job = sequence(sh("a").role("x"), sh("b").role("y")).role("z");
    assertThatCode(() -> SpecSize.check(job, SMALL)).doesNotThrowAnyException();
  }

  @Test
  void text_is_measured_in_utf_8() {
    assertThat(SpecSize.utf8Bytes("")).isZero();
    assertThat(SpecSize.utf8Bytes("\u007f\u0080\u07ff\u0800\uffff\ud800\udc00\udbff\udfff"))
        .isEqualTo(1 + 2 + 2 + 3 + 3 + 4 + 4);
    assertThat(SpecSize.utf8Bytes("\ud800")).isEqualTo(3);
  }
}
