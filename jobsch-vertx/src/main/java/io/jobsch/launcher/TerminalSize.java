package io.jobsch.launcher;

import io.jobsch.launcher.view.Screen;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How large the terminal is. Asked when somebody wants to know, and anew after it was resized. */
final class TerminalSize implements Supplier<Screen> {
  private final Map<String, String> environment;
  private Optional<Screen> known = Optional.empty();

  TerminalSize(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public synchronized Screen get() {
    if (known.isEmpty()) {
      known = Optional.of(ask().orElseGet(this::fromEnvironment));
    }
    return known.get();
  }

  /** It may have changed. */
  synchronized void forget() {
    known = Optional.empty();
  }

  private static Optional<Screen> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] answer = stty.getInputStream().readAllBytes();
      return parse(new String(answer, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Rows and columns with a space between them, as {@code stty} writes them. */
  static Optional<Screen> parse(String size) {
    List<String> words = List.of(size.split(" "));
    return words.size() == 2 ? screen(words.get(1), words.get(0)) : Optional.empty();
  }

  private Screen fromEnvironment() {
    return screen(environment.getOrDefault("COLUMNS", ""), environment.getOrDefault("LINES", ""))
        .orElse(Screen.USUAL);
  }

  private static Optional<Screen> screen(String columns, String rows) {
    try {
      Screen screen = new Screen(Integer.parseInt(columns), Integer.parseInt(rows));
      return screen.columns() > 0 && screen.rows() > 0 ? Optional.of(screen) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
