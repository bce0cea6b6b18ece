package io.jobsch.spec.json;

import io.jobsch.spec.SpecRules;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as a job document writes them, in seconds. Exact to the nanosecond; what is finer is
 * rounded up, so that what is more than nothing stays so.
 */
public final class Seconds {
  private static final int NANO_DIGITS = 9;
  private static final BigInteger NANOS = BigInteger.TEN.pow(NANO_DIGITS);

  /** No time has more, so what has can be refused unseen. */
  private static final int MOST_DIGITS = 10;

  /** As JSON writes it, and as people do who write {@code .5}. */
  private static final Pattern NUMBER =
      Pattern.compile("-?([0-9]++[.]?[0-9]*+|[.][0-9]++)([eE][+-]?[0-9]++)?");

  private Seconds() {}

  /**
   * The timeout that somebody wrote elsewhere than in a document.
   *
   * @throws IllegalArgumentException if it is none; says what was expected and what was found
   */
  public static Duration timeout(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(SpecRules.notATimeout(SpecRules.quoted(text)));
    }
    JsonNumber seconds = JsonNumber.of(text);
    return timeout(seconds)
        .orElseThrow(
            () -> new IllegalArgumentException(problem(seconds, SpecRules.printable(text))));
  }

  /**
   * The time from 0 to the latest that somebody wrote elsewhere than in a document.
   *
   * @throws IllegalArgumentException if it is none; says what was expected and what was found
   */
  public static Duration within(String text, Duration latest) {
    boolean number = NUMBER.matcher(text).matches();
    return Optional.of(text)
        .filter(it -> number)
        .flatMap(it -> within(JsonNumber.of(it), latest))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    SpecRules.notWithin(
                        latest, number ? SpecRules.printable(text) : SpecRules.quoted(text))));
  }

  /** The timeout of so many seconds, if one may be that long. */
  static Optional<Duration> timeout(JsonNumber seconds) {
    return within(seconds, SpecRules.LONGEST_TIMEOUT)
        .filter(value -> SpecRules.timeout(value).isEmpty());
  }

  /** The time of so many seconds, if it is from 0 to the latest, which has 10 digits at most. */
  static Optional<Duration> within(JsonNumber seconds, Duration latest) {
    if (seconds.isZero()) {
      return Optional.of(Duration.ZERO);
    }
    if (!seconds.isPositive() || seconds.magnitude() > MOST_DIGITS) {
      return Optional.empty();
    }
    BigInteger[] parts = seconds.roundedUp(NANO_DIGITS).divideAndRemainder(NANOS);
    return Optional.of(Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact()))
        .filter(value -> value.compareTo(latest) <= 0);
  }

  /** What is wrong with a number of seconds that is no timeout. */
  static String problem(JsonNumber seconds, String found) {
    return seconds.isPositive() ? SpecRules.timeoutTooLong(found) : SpecRules.notATimeout(found);
  }
}
