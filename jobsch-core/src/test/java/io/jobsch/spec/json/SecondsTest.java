package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timeouts that are written elsewhere than in a document. */
class SecondsTest {
  @ParameterizedTest
  @CsvSource({
    "30, PT30S",
    "030, PT30S",
    "0.5, PT0.5S",
    ".5, PT0.5S",
    "5., PT5S",
    "1.5E+2, PT2M30S",
    "1e-12, PT0.000000001S",
    "0.0000000011, PT0.000000002S",
    "1000000000, PT277777H46M40S"
  })
  void are_read_as_in_a_document(String text, Duration timeout) {
    assertThat(Seconds.timeout(text)).isEqualTo(timeout);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'expected a number of seconds above 0, found 0'",
    "-1e99, 'expected a number of seconds above 0, found -1e99'",
    "soon, 'expected a number of seconds above 0, found \"soon\"'",
    "., 'expected a number of seconds above 0, found \".\"'",
    "'', 'expected a number of seconds above 0, found \"\"'",
    "1000000000000000, 'expected at most 1000000000 seconds, found 1000000000000000'",
    "1e10, 'expected at most 1000000000 seconds, found 1e10'"
  })
  void are_refused_as_in_a_document(String text, String why) {
    assertThatThrownBy(() -> Seconds.timeout(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }
}
