package io.jobsch.launcher.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          as it is, ä 漢 🙂|as it is, ä 漢 🙂
          E[31mredE[0m|E[31mredE[0m
          E[38:2::1:2:3mtrueE[m|E[38:2::1:2:3mtrueE[m
          E[2Jcleared|cleared
          E[5;5Hmoved|moved
          E[?1049hother screen|other screen
          E[>4;2mkeyboard|keyboard
          E]0;titleGnamed|named
          E]0;titleE\\named|named
          E]52;c;abcGclipboard|clipboard
          EPdeviceE\\string|string
          E]0;never ends|0;never ends
          E]0;broken E[31moff|0;broken E[31moff
          E7EcE(Bsaved|saved
          E|''
          E[|''
          E[31|''
          bellGrings|bell^Grings
          C31mred|E[31mred
          C2Jcleared|cleared
          """)
  void a_line_may_colour_itself_and_nothing_else(String given, String shown) {
    assertThat(SafeText.coloured(real(given))).isEqualTo(real(shown));
  }

  private static String real(String text) {
    return text.replace("E", "\u001b")
        .replace("C", "\u009b")
        .replace("^G", "^g")
        .replace("G", "\u0007")
        .replace("^g", "^G");
  }

  @Test
  void without_colours_even_those_are_gone() {
    assertThat(SafeText.plain("\u001b[1;31mred\u001b[0m")).isEqualTo("red");
  }

  @Test
  void a_carriage_return_begins_the_line_anew() {
    assertThat(SafeText.plain("10 %\r20 %\r100 %")).isEqualTo("100 %");
    assertThat(SafeText.plain("done\r")).isEqualTo("done");
  }

  @Test
  void text_cannot_be_made_to_run_backwards() {
    assertThat(SafeText.plain("a\u202eb\u2066c\u2028d")).isEqualTo("a\ufffdb\ufffdc\ufffdd");
  }

  @Test
  void controls_of_the_second_set_are_shown() {
    assertThat(SafeText.plain("a\u0085b\u007fc")).isEqualTo("a^[Eb^?c");
  }

  @Test
  void one_line_has_spaces_where_there_were_more() {
    assertThat(SafeText.oneLine(" one\ntwo\tthree\r\n")).isEqualTo("one two three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b]", "\u009d", "\u001b[", "\u001b[3", "\r", "\u001bP\u001b"})
  void takes_time_in_proportion_whatever_is_repeated(String part) {
    String line = part.repeat(200_000);

    assertThat(SafeText.coloured(line))
        .doesNotContain("\u009d", "\r")
        .hasSizeLessThan(line.length());
  }
}
