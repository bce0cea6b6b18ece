package io.jobsch.launcher.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({"abc, 3", "äöü, 3", "漢字, 4", "🙂, 2", "e\u0301, 1", "'', 0"})
  void counts_what_a_terminal_shows(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
    "漢字漢字, 5, 漢字…",
    "漢字漢字, 6, 漢字…",
    "🙂🙂, 3, 🙂…",
    "abc, 1, …",
    "abc, 0, ''"
  })
  void cuts_to_what_fits(String text, int columns, String cut) {
    assertThat(Columns.cut(text, columns, "…")).isEqualTo(cut);
    assertThat(Columns.of(cut)).isLessThanOrEqualTo(columns);
  }
}
