package io.jobsch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {
  private static final List<String> IN_ORDER =
      List.of(
          "00000000000000000000000000000000",
          "00000000000000007fffffffffffffff",
          "0000000000000000ffffffffffffffff",
          "00000000000000010000000000000000",
          "0123456789abcdef0123456789abcdef",
          "7fffffffffffffffffffffffffffffff",
          "80000000000000000000000000000000",
          "ffffffffffffffffffffffffffffffff");

  @Test
  void a_name_is_written_as_it_was_read() {
    assertThat(IN_ORDER).allSatisfy(name -> assertThat(new JobId(name).value()).isEqualTo(name));
    assertThat(new JobId(IN_ORDER.get(4))).hasToString(IN_ORDER.get(4));
  }

  @Test
  void names_are_in_the_order_of_their_digits() {
    Stream<JobId> mixed = Stream.of(5, 2, 7, 0, 3, 6, 1, 4).map(IN_ORDER::get).map(JobId::new);
    assertThat(mixed.sorted().map(JobId::value)).isEqualTo(IN_ORDER);
  }

  @Test
  void equal_digits_are_the_same_name() {
    JobId one = new JobId(IN_ORDER.get(4));
    assertThat(one)
        .isEqualTo(JobId.of(0x0123456789abcdefL, 0x0123456789abcdefL))
        .hasSameHashCodeAs(JobId.of(0x0123456789abcdefL, 0x0123456789abcdefL))
        .isEqualByComparingTo(JobId.of(0x0123456789abcdefL, 0x0123456789abcdefL))
        .isNotEqualTo(JobId.of(0x0123456789abcdefL, 0))
        .isNotEqualTo(JobId.of(0, 0x0123456789abcdefL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789abcdef",
        "0123456789abcdeg0123456789abcdef",
        "0123456789abcdef0123456789abcde ",
        "0123456789abcdef0123456789abcde\u0661"
      })
  void anything_else_is_no_name(String text) {
    assertThatThrownBy(() -> new JobId(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("job id: expected 32 lowercase hex digits, found " + text);
  }
}
