package io.jobsch.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of messages. */
class SpecRulesTest {
  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT30S, 30", "PT0.5S, 0.5", "PT100S, 100", "PT0.000000001S, 0.000000001"})
  void seconds_are_written_as_a_document_writes_them(Duration duration, String seconds) {
    assertThat(SpecRules.seconds(duration)).isEqualTo(seconds);
  }

  @Test
  void a_quoted_text_is_short_and_harmless() {
    assertThat(SpecRules.quoted("")).isEqualTo("\"\"");
    assertThat(SpecRules.quoted("ä\n\u001b[31m\u202e\u2028\ud800"))
        .isEqualTo("\"ä\\n\\u001b[31m\\u202e\\u2028\\ud800\"");
    assertThat(SpecRules.quoted("😀".repeat(40))).isEqualTo('"' + "😀".repeat(40) + '"');
    assertThat(SpecRules.quoted("😀".repeat(41))).isEqualTo('"' + "😀".repeat(40) + "…\"");
  }

  @Test
  void a_problem_is_one_line_whatever_its_pointer_holds() {
    Pointer pointer = Pointer.ROOT.child("env").child("a\r\n/b");
    assertThat(new SpecProblem(pointer, "message")).hasToString("/env/a\\u000d\\n~1b: message");
  }
}
