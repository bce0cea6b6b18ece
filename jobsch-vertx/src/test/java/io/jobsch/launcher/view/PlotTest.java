package io.jobsch.launcher.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotTest {
  private static Plot plot(int columns, boolean unicode) {
    return new Plot(new Looks(false, false, unicode, () -> new Screen(columns, 24)));
  }

  @Test
  void values_are_columns_as_high_as_they_are_large() {
    assertThat(plot(80, true).lines("use", DoubleStream.of(0, 1, 10, 20, 22.5, 40)))
        .containsExactly(
            "use",
            "   40.0      █",
            "             █",
            "           ▄▇█",
            "          ▂███",
            "      0  ▁████");
  }

  @Test
  void a_terminal_without_unicode_gets_other_signs() {
    assertThat(plot(80, false).lines("use", DoubleStream.of(0, 1, 10, 20, 22.5, 40)))
        .containsExactly(
            "use",
            "   40.0      #",
            "             #",
            "           :##",
            "          .###",
            "      0  .####");
  }

  @Test
  void values_that_are_all_0_are_a_flat_line() {
    assertThat(plot(80, true).lines("use", DoubleStream.of(0, 0)))
        .containsExactly("use", "    0.0 ", "        ", "        ", "        ", "      0 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 10, 40, 200})
  void no_line_is_wider_than_the_screen(int columns) {
    Plot plot = plot(columns, true);
    DoubleStream values = DoubleStream.iterate(1, it -> it + 1).limit(plot.columns());

    assertThat(plot.lines("workers in use", values))
        .hasSize(6)
        .allMatch(line -> line.length() <= columns);
    assertThat(plot.axis("0", "437 h 00 min").length()).isLessThanOrEqualTo(columns);
  }

  @Test
  void the_axis_begins_and_ends_where_the_columns_do() {
    assertThat(plot(40, true).axis("0", "2 h 05 min"))
        .isEqualTo("        0                    2 h 05 min");
  }
}
