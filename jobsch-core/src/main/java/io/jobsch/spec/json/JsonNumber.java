package io.jobsch.spec.json;

import java.math.BigInteger;
import java.util.OptionalInt;

/**
 * A number as JSON writes it, exactly: {@code 0.DIGITS} times ten to the magnitude. However large,
 * small or fine it is, it costs no more than its text.
 *
 * @param negative whether it is below 0
 * @param digits its digits from the first to the last that is not 0; empty for 0
 * @param magnitude how many digits stand before the point; below 0 if zeros follow it
 */
record JsonNumber(boolean negative, String digits, long magnitude) {
  /** So far off that the digits of a text, which are fewer than 2^31, do not make up for it. */
  private static final long FAR = 1_000_000_000_000L;

  private static final int EXPONENT_DIGITS = 12;

  /** No int has more. */
  private static final int INT_DIGITS = 10;

  /** Reads a number that is well written. */
  static JsonNumber of(String text) {
    boolean negative = text.charAt(0) == '-';
    int start = negative ? 1 : 0;
    int mantissaEnd = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = text.substring(start, mantissaEnd < 0 ? text.length() : mantissaEnd);
    long exponent = mantissaEnd < 0 ? 0 : exponent(text.substring(mantissaEnd + 1));
    int point = mantissa.indexOf('.');
    int whole = point < 0 ? mantissa.length() : point;
    String all =
        point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
    int first = firstNonZero(all, 0);
    int last = all.length();
    while (last > first && all.charAt(last - 1) == '0') {
      last--;
    }
    return new JsonNumber(negative, all.substring(first, last), whole - first + exponent);
  }

  private static long exponent(String text) {
    boolean below = text.charAt(0) == '-';
    int first = firstNonZero(text, Character.isDigit(text.charAt(0)) ? 0 : 1);
    long value;
    if (first == text.length()) {
      value = 0;
    } else if (text.length() - first > EXPONENT_DIGITS) {
      value = FAR;
    } else {
      value = Long.parseLong(text, first, text.length(), 10);
    }
    return below ? -value : value;
  }

  private static int firstNonZero(String text, int from) {
    int first = from;
    while (first < text.length() && text.charAt(first) == '0') {
      first++;
    }
    return first;
  }

  boolean isPositive() {
    return !negative && !isZero();
  }

  boolean isZero() {
    return digits.isEmpty();
  }

  /** The number, if it is whole (1.0 is, as JSON Schema has it) and in the range of an int. */
  OptionalInt toInt() {
    if (isZero()) {
      return OptionalInt.of(0);
    }
    if (digits.length() > magnitude || magnitude > INT_DIGITS) {
      return OptionalInt.empty();
    }
    long size = roundedUp(0).longValueExact();
    long value = negative ? -size : size;
    return value == (int) value ? OptionalInt.of((int) value) : OptionalInt.empty();
  }

  /**
   * The number without its sign, which is not 0, times ten to the power of decimals, rounded up:
   * never 0. Costs the magnitude, so look at that first.
   */
  BigInteger roundedUp(int decimals) {
    long kept = magnitude + decimals;
    if (kept <= 0) {
      return BigInteger.ONE;
    }
    int shown = (int) Math.min(kept, digits.length());
    BigInteger value =
        new BigInteger(digits.substring(0, shown))
            .multiply(BigInteger.TEN.pow(Math.toIntExact(kept - shown)));
    return shown < digits.length() ? value.add(BigInteger.ONE) : value;
  }
}
