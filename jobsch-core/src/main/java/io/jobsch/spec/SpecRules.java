package io.jobsch.spec;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What the values of a job document must be, said once for the values' own constructors and for
 * whoever reads them. Each rule answers with what is wrong, or with nothing.
 */
public final class SpecRules {
  /** The longest timeout, some 31 years; a longer one is a mistake in the unit. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(1_000_000_000);

  /** The priority of a job that says nothing of it. */
  public static final int DEFAULT_PRIORITY = 0;

  /** Said of a priority that any other node than the root has. */
  public static final String PRIORITY_BELOW_THE_ROOT =
      "only the root of a job may have a 'priority', for it is said of the whole job";

  private static final int QUOTED = 40;

  private SpecRules() {}

  /** Any text that can be handed to a process: without NUL, and sound Unicode. */
  public static Optional<String> text(String value) {
    int nul = value.indexOf('\0');
    if (nul >= 0) {
      return Optional.of("expected a string without NUL, found one at character " + (nul + 1));
    }
    int lone = loneSurrogate(value);
    if (lone >= 0) {
      return Optional.of(
          "expected a string of Unicode characters, found half a surrogate pair at character "
              + (lone + 1));
    }
    return Optional.empty();
  }

  /** A {@link #text} that is not empty. */
  public static Optional<String> nonEmptyText(String value) {
    return value.isEmpty()
        ? Optional.of("expected a string that is not empty, found \"\"")
        : text(value);
  }

  /** The name of an environment variable: a {@link #nonEmptyText} without an equals sign. */
  public static Optional<String> environmentName(String value) {
    return value.indexOf('=') >= 0
        ? Optional.of("expected the name of a variable, without '=', found " + quoted(value))
        : nonEmptyText(value);
  }

  /** How many words a command has: a program at least. */
  public static Optional<String> commandWords(int count) {
    return count == 0
        ? Optional.of("expected a program and its arguments, found an empty list")
        : Optional.empty();
  }

  /** How many parts a group has: one at least. */
  public static Optional<String> parts(int count) {
    return count == 0
        ? Optional.of("expected at least one part, found an empty list")
        : Optional.empty();
  }

  /** More than nothing, and at most {@link #LONGEST_TIMEOUT}. */
  public static Optional<String> timeout(Duration value) {
    if (value.isNegative() || value.isZero()) {
      return Optional.of(notATimeout(seconds(value)));
    }
    return value.compareTo(LONGEST_TIMEOUT) > 0
        ? Optional.of(timeoutTooLong(seconds(value)))
        : Optional.empty();
  }

  /** Said of anything that is found instead of a number above 0. */
  public static String notATimeout(String found) {
    return "expected a number of seconds above 0, found " + found;
  }

  /** Said of a number above {@link #LONGEST_TIMEOUT}. */
  public static String timeoutTooLong(String found) {
    return "expected at most " + LONGEST_TIMEOUT.toSeconds() + " seconds, found " + found;
  }

  /** Said of anything that is found instead of a time from 0 to the latest. */
  public static String notWithin(Duration latest, String found) {
    return "expected a number of seconds from 0 to " + latest.toSeconds() + ", found " + found;
  }

  /** How many children of a parallel group run at once: 1 or more. */
  public static Optional<String> maxParallel(int value) {
    return value < 1 ? Optional.of(notAMaxParallel(Integer.toString(value))) : Optional.empty();
  }

  /** Said of anything that is found instead of a whole number in the range of an int from 1. */
  public static String notAMaxParallel(String found) {
    return "expected a whole number from 1 to " + Integer.MAX_VALUE + ", found " + found;
  }

  /** Said of anything that is found instead of a whole number in the range of an int. */
  public static String notAPriority(String found) {
    return "expected a whole number from "
        + Integer.MIN_VALUE
        + " to "
        + Integer.MAX_VALUE
        + ", found "
        + found;
  }

  /** A text in quotes for a message: {@link #printable}. */
  public static String quoted(String value) {
    return '"' + printable(value) + '"';
  }

  /** A text for a message: shortened where it is long, and without control characters. */
  public static String printable(String value) {
    return value.codePointCount(0, value.length()) <= QUOTED
        ? escaped(value)
        : escaped(value.substring(0, value.offsetByCodePoints(0, QUOTED))) + "…";
  }

  /** A text without control characters: each is shown as JSON writes it. */
  public static String escaped(String value) {
    StringBuilder text = new StringBuilder();
    value.codePoints().forEach(each -> appendPrintable(text, each));
    return text.toString();
  }

  private static void appendPrintable(StringBuilder text, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          text.append(codePoint == '\n' ? "\\n" : String.format("\\u%04x", codePoint));
      default -> text.appendCodePoint(codePoint);
    }
  }

  /** Seconds as a job document writes them, exact to the nanosecond: {@code 0.5}, {@code 30}. */
  public static String seconds(Duration value) {
    BigDecimal seconds =
        BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9));
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }

  static void require(String what, Optional<String> problem) {
    if (problem.isPresent()) {
      throw new IllegalArgumentException(what + ": " + problem.get());
    }
  }

  private static int loneSurrogate(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(unit)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (!pair) {
        return i;
      }
      i++;
    }
    return -1;
  }
}
