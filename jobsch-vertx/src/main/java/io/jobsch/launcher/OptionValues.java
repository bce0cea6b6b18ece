package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import io.jobsch.spec.json.Seconds;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads the values of options that more than one command has. */
final class OptionValues {
  private OptionValues() {}

  /** How many {@code --workers} there are to be, at most so many; empty if it is not given. */
  static OptionalInt workers(Words.Grammar grammar, Words options, int most) throws Refusal {
    Optional<String> value = options.last("--workers");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= 1 && number <= most) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw grammar.refusal(
        "--workers: expected a whole number from 1 to "
            + most
            + ", found "
            + SpecRules.quoted(value.get()));
  }

  /** How long a job waits before workers are reserved for it; empty if it is not given. */
  static Optional<Duration> reserveAfter(Words.Grammar grammar, Words options) throws Refusal {
    return seconds(
        grammar,
        options,
        "--reserve-after",
        text -> Seconds.within(text, SpecRules.LONGEST_TIMEOUT));
  }

  /**
   * A time in seconds; empty if the option is not given.
   *
   * @param reading tells the time, or refuses it with an {@link IllegalArgumentException} that says
   *     why
   */
  static Optional<Duration> seconds(
      Words.Grammar grammar, Words options, String name, Function<String, Duration> reading)
      throws Refusal {
    try {
      return options.last(name).map(reading);
    } catch (IllegalArgumentException e) {
      throw grammar.refusal(name + ": " + e.getMessage());
    }
  }
}
