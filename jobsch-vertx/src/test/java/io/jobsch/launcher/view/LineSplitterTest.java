package io.jobsch.launcher.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
  private final LineSplitter splitter = new LineSplitter();

  private List<String> add(String text) {
    return splitter.add(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void lines_come_when_they_end_however_they_were_cut() {
    assertThat(add("o")).isEmpty();
    assertThat(add("ne\ntwo\r\n\nthr")).containsExactly("one", "two", "");
    assertThat(add("ee")).isEmpty();
    assertThat(splitter.end()).containsExactly("three");
    assertThat(splitter.end()).isEmpty();
  }

  @Test
  void a_character_that_arrives_in_pieces_is_whole() {
    byte[] euro = "€\n".getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (byte each : euro) {
      lines.addAll(splitter.add(new byte[] {each}));
    }

    assertThat(lines).containsExactly("€");
  }

  @Test
  void a_line_without_end_is_shown_in_pieces_that_cut_no_character() {
    String endless = "x" + "€".repeat(LineSplitter.LONGEST);

    List<String> pieces = new ArrayList<>(add(endless));
    pieces.addAll(splitter.end());

    assertThat(String.join("", pieces)).isEqualTo(endless);
    assertThat(pieces)
        .hasSize(4)
        .allSatisfy(
            piece ->
                assertThat(piece.getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(LineSplitter.LONGEST));
  }

  @Test
  void a_line_that_just_fits_is_one() {
    String longest = "x".repeat(LineSplitter.LONGEST - 1);

    assertThat(add(longest + "\n")).containsExactly(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void the_end_of_a_line_that_fills_all_is_no_line_of_its_own(String end) {
    String longest = "x".repeat(LineSplitter.LONGEST);

    assertThat(add(longest + end + end + "y\n")).containsExactly(longest, "", "y");
    assertThat(add(longest)).containsExactly(longest);
    assertThat(add(end + "y\n")).containsExactly("y");
    assertThat(add(longest + "\r")).containsExactly(longest);
    assertThat(splitter.end()).isEmpty();
    assertThat(add(end)).containsExactly("");
  }

  @Test
  void what_is_not_utf_8_is_replaced() {
    assertThat(splitter.add(new byte[] {'a', (byte) 0xff, '\n'})).containsExactly("a\ufffd");
  }
}
