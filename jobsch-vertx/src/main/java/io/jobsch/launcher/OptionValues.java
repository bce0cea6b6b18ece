package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads the values of options that more than one command has. */
final class OptionValues {
  /** Of a number of seconds; one with more does not fit, and is refused anyway. */
  private static final int MOST_DIGITS = 10;

  private OptionValues() {}

  /** How many {@code --workers} there are to be; empty if it is not given. */
  static OptionalInt workers(Words.Grammar grammar, Words options) throws Refusal {
    Optional<String> value = options.last("--workers");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= 1) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw grammar.refusal(
        "--workers: expected a whole number from 1, found " + SpecRules.quoted(value.get()));
  }

  /**
   * A time in seconds; empty if the option is not given.
   *
   * @param range which numbers of seconds are expected, for a message: above 0
   * @param rule what is wrong with a time, if anything is
   */
  static Optional<Duration> seconds(
      Words.Grammar grammar,
      Words options,
      String name,
      String range,
      Function<Duration, Optional<String>> rule)
      throws Refusal {
    Optional<String> value = options.last(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> time = seconds(value.get());
    Optional<String> problem =
        time.isPresent()
            ? rule.apply(time.get())
            : Optional.of(
                "expected a number of seconds "
                    + range
                    + ", found "
                    + SpecRules.quoted(value.get()));
    if (problem.isPresent()) {
      throw grammar.refusal(name + ": " + problem.get());
    }
    return time;
  }

  private static Optional<Duration> seconds(String text) {
    try {
      BigDecimal seconds = new BigDecimal(text);
      return (long) seconds.precision() - seconds.scale() <= MOST_DIGITS
          ? Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
