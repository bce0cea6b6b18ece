package io.jobsch.launcher.view;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One of the streams that this process writes. When it cannot be written any more, what is written
 * to it is dropped, and whoever wants to know is told once. Not buffered, so that everything is
 * seen when it happens.
 */
public final class Outlet {
  private final OutputStream stream;
  private final boolean terminal;
  private final Consumer<IOException> whenGone;
  private boolean gone;

  /**
   * Writes to a stream.
   *
   * @param terminal whether somebody sits before it
   * @param whenGone told why, once, on the thread that writes, when it cannot be written any more
   */
  public Outlet(OutputStream stream, boolean terminal, Consumer<IOException> whenGone) {
    this.stream = stream;
    this.terminal = terminal;
    this.whenGone = whenGone;
  }

  boolean isTerminal() {
    return terminal;
  }

  /** Writes bytes as they are. */
  public synchronized void write(byte[] bytes) {
    if (gone) {
      return;
    }
    try {
      stream.write(bytes);
      stream.flush();
    } catch (IOException e) {
      gone = true;
      whenGone.accept(e);
    }
  }

  /** Writes text in UTF-8, as it is. */
  public void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a line without control characters, and its end. */
  public void line(String text) {
    write(SafeText.plain(text) + "\n");
  }

  /** Writes a line that says that it is jobsch who says it. */
  public void note(String text) {
    line("jobsch: " + text);
  }
}
