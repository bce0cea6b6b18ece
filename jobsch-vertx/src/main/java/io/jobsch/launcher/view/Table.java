package io.jobsch.launcher.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text below each other. A column in which nothing stands is left out. */
public final class Table {
  private static final String BETWEEN = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table of nothing below its heads. */
  public Table(List<String> heads) {
    rows.add(heads);
  }

  /** Adds a row; what stands in it may be anything. */
  public void add(List<String> cells) {
    rows.add(cells.stream().map(SafeText::oneLine).toList());
  }

  /** All of it; no wider than the terminal, if it is shown on one. */
  public String text(Looks looks) {
    int columns = looks.live() ? looks.screen().get().columns() : Integer.MAX_VALUE;
    List<Integer> shown =
        IntStream.range(0, rows.get(0).size())
            .filter(column -> rows.stream().skip(1).anyMatch(row -> !row.get(column).isEmpty()))
            .boxed()
            .toList();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      String line = line(row, shown);
      String cut = Columns.cut(line, columns, looks.glyphs().ellipsis());
      text.append(row == rows.get(0) ? looks.headPaint().faint(cut) : cut).append('\n');
    }
    return rows.size() == 1 ? "" : text.toString();
  }

  private String line(List<String> row, List<Integer> shown) {
    StringBuilder line = new StringBuilder();
    for (int column : shown) {
      int width = rows.stream().mapToInt(each -> Columns.of(each.get(column))).max().orElse(0);
      line.append(Columns.pad(row.get(column), width)).append(BETWEEN);
    }
    return line.toString().stripTrailing();
  }
}
