package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.result.JobResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * For somebody who sits before a terminal: the tree of the job with states and times stands at the
 * bottom and is drawn anew in its place; above it, what the commands write scrolls by.
 *
 * <p>What is new is collected and shown at the next tick, or when it has become much; a job that is
 * over before the first tick never shows a tree that runs.
 */
final class TerminalView implements RunView {
  private static final int TICK_MILLIS = 100;
  private static final int MUCH = 32 * 1024;
  private static final int FEWEST_ROWS = 3;

  private final Outlet out;
  private final Paint paint;
  private final Glyphs glyphs;
  private final InstantSource clock;
  private final Supplier<Screen> screen;
  private final Board board;
  private final TreeLines tree;
  private final PrefixedLines lines;

  private final StringBuilder fresh = new StringBuilder();
  private List<String> drawn = List.of();
  private boolean closed;

  TerminalView(
      JobNodes nodes,
      Outlet out,
      Paint paint,
      Glyphs glyphs,
      InstantSource clock,
      Supplier<Screen> screen) {
    this.out = out;
    this.paint = paint;
    this.glyphs = glyphs;
    this.clock = clock;
    this.screen = screen;
    this.board = new Board(nodes);
    this.tree = new TreeLines(board, paint, glyphs);
    this.lines = new PrefixedLines(new Prefixes(nodes, paint, glyphs), paint);
  }

  @Override
  public synchronized void on(JobEvent event) {
    if (event instanceof JobEvent.OutputWritten output) {
      add(lines.on(output));
    } else if (event instanceof JobEvent.NodeChanged change) {
      board.on(change);
      if (change.state().isTerminal()) {
        add(lines.end(change.node()));
      }
    }
    if (fresh.length() > MUCH) {
      draw();
    }
  }

  private void add(List<String> more) {
    more.forEach(line -> fresh.append(line).append('\n'));
  }

  @Override
  public synchronized void note(String text) {
    String line = paint.faint("jobsch: " + SafeText.plain(text)) + "\n";
    if (closed) {
      out.write(line);
    } else {
      fresh.append(line);
      draw();
    }
  }

  /** Draws anew, ten times a second, until it is closed. */
  void keepDrawing() {
    Thread thread = new Thread(this::drawUntilClosed, "jobsch-view");
    thread.setDaemon(true);
    thread.start();
  }

  private void drawUntilClosed() {
    try {
      do {
        Thread.sleep(TICK_MILLIS);
      } while (tick());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Time has passed. Answers whether it matters. */
  synchronized boolean tick() {
    draw();
    return !closed;
  }

  private void draw() {
    if (!closed) {
      show(treeNow());
    }
  }

  private List<String> treeNow() {
    Screen size = screen.get();
    int rows = Math.max(FEWEST_ROWS, size.rows() / 2);
    Instant now = clock.instant();
    return tree.draw(size.columns() - 1, rows, now);
  }

  /** In one write, so that no half picture is seen. */
  private void show(List<String> bottom) {
    StringBuilder picture = new StringBuilder();
    if (!drawn.isEmpty()) {
      picture.append("\r\u001b[").append(rowsOfDrawn()).append("A\u001b[J");
    }
    picture.append(fresh);
    bottom.forEach(line -> picture.append(line).append('\n'));
    fresh.setLength(0);
    drawn = bottom;
    out.write(picture.toString());
  }

  /**
   * How many rows the last drawing takes by now: a terminal that has become narrower breaks the
   * lines that no longer fit.
   */
  private int rowsOfDrawn() {
    int columns = screen.get().columns();
    return drawn.stream()
        .mapToInt(line -> Math.max(1, ceilDiv(Columns.of(SafeText.plain(line)), columns)))
        .sum();
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  @Override
  public synchronized void finished(JobResult result) {
    show(board.nodes().isSingleCommand() ? List.of() : treeNow());
    closed = true;
    Summary summary = Summary.of(result, board.nodes());
    StringBuilder text = new StringBuilder();
    text.append(paint.state(summary.state(), glyphs.of(summary.state())))
        .append(' ')
        .append(SafeText.plain(summary.headline()))
        .append('\n');
    summary.last().ifPresent(last -> add(text, last));
    out.write(text.toString());
  }

  private void add(StringBuilder text, Summary.LastLines last) {
    text.append("  the last lines of its ").append(last.stream()).append(":\n");
    last.lines().forEach(line -> text.append("    ").append(paint.foreign(line)).append('\n'));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      show(List.of());
      closed = true;
    }
  }
}
