package io.jobsch.launcher.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws values over time as columns of signs, as wide as the screen. */
final class Plot {
  private static final int ROWS = 5;

  /** What is that little larger than a whole sign is one. */
  private static final double ROUNDING = 1e-6;

  /** Room for the numbers beside the columns. */
  private static final int MARGIN = 8;

  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final String SIGNS = " .:#";

  private final Looks looks;
  private final String levels;
  private final int columns;

  Plot(Looks looks) {
    this.looks = looks;
    this.levels = looks.unicode() ? BLOCKS : SIGNS;
    this.columns = Math.max(1, looks.screen().get().columns() - MARGIN - 1);
  }

  /** How many values fit beside each other. */
  int columns() {
    return columns;
  }

  /** The values as columns, below what they are called. */
  List<String> lines(String title, DoubleStream values) {
    double[] all = values.toArray();
    double top = Arrays.stream(all).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(title);
    for (int row = ROWS - 1; row >= 0; row--) {
      lines.add(label(row, top) + row(all, row, top));
    }
    return lines.stream().map(line -> line.substring(0, Math.min(line.length(), width()))).toList();
  }

  private int width() {
    return looks.screen().get().columns();
  }

  private static String label(int row, double top) {
    String number = row == ROWS - 1 ? rounded(top) : row == 0 ? "0" : "";
    return " ".repeat(Math.max(0, MARGIN - 1 - number.length())) + number + " ";
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }

  /** A value that is not 0 is never shown as if it were. */
  private String row(double[] values, int row, double top) {
    int steps = levels.length() - 1;
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      long height = top == 0 ? 0 : (long) Math.ceil(value / top * ROWS * steps - ROUNDING);
      text.append(levels.charAt((int) Math.max(0, Math.min(steps, height - (long) row * steps))));
    }
    return text.toString().stripTrailing();
  }

  /** What stands below the columns: where they begin and where they end. */
  String axis(String from, String to) {
    String line = " ".repeat(MARGIN) + from;
    String padded = Columns.pad(line, MARGIN + columns - to.length()) + to;
    return padded.substring(0, Math.min(padded.length(), width()));
  }
}
