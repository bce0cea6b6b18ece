package io.jobsch.launcher;

import io.jobsch.launcher.view.Looks;
import io.jobsch.launcher.view.Screen;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where this process was started: whether its streams are terminals, and what a terminal can show.
 *
 * @param stdoutIsTerminal whether somebody sits before stdout
 * @param stderrIsTerminal whether somebody sits before stderr
 * @param environment the variables of this process
 */
record Surroundings(
    boolean stdoutIsTerminal, boolean stderrIsTerminal, Map<String, String> environment) {
  private static final String STDOUT_PROPERTY = "jobsch.stdout.terminal";
  private static final String STDERR_PROPERTY = "jobsch.stderr.terminal";

  /**
   * Those of this process. The launcher script tells which streams are terminals, since Java cannot
   * tell one from the other; without it, none is taken for one.
   */
  static Surroundings ofThisProcess() {
    return new Surroundings(
        Boolean.getBoolean(STDOUT_PROPERTY), Boolean.getBoolean(STDERR_PROPERTY), System.getenv());
  }

  /** What can be shown. */
  Looks looks(Supplier<Screen> screen) {
    boolean live = stdoutIsTerminal && stderrIsTerminal && !isDumb();
    return new Looks(live, isEmpty("NO_COLOR") && !isDumb(), isUnicode(), screen);
  }

  /** Whether pictures can be shown on stdout, made of lines. */
  boolean stdoutCanBeDrawnOn() {
    return stdoutIsTerminal && !isDumb();
  }

  private boolean isDumb() {
    return isEmpty("TERM") || variable("TERM").equals("dumb");
  }

  /** The first of the three that is set decides, as everywhere. */
  private boolean isUnicode() {
    String locale =
        !isEmpty("LC_ALL")
            ? variable("LC_ALL")
            : !isEmpty("LC_CTYPE") ? variable("LC_CTYPE") : variable("LANG");
    String upper = locale.toUpperCase(Locale.ROOT);
    return upper.contains("UTF-8") || upper.contains("UTF8");
  }

  private boolean isEmpty(String name) {
    return variable(name).isEmpty();
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
