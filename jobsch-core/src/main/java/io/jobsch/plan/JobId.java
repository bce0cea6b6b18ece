package io.jobsch.plan;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names a job for ever: 32 lowercase hex digits. Kept as the number that they write, since a long
 * queue holds many of them, and they are compared at every turn.
 */
public final class JobId implements Comparable<JobId> {
  private static final int DIGITS = 32;

  private final long high;
  private final long low;

  /**
   * Reads a name.
   *
   * @param value 32 lowercase hex digits
   * @throws IllegalArgumentException if it is anything else
   */
  public JobId(String value) {
    if (value.length() != DIGITS) {
      throw refused(value);
    }
    high = number(value, 0);
    low = number(value, DIGITS / 2);
  }

  private JobId(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The name that is written with the digits of these two, of the first one in front. */
  public static JobId of(long high, long low) {
    return new JobId(high, low);
  }

  private static long number(String value, int from) {
    long number = 0;
    for (int i = from; i < from + DIGITS / 2; i++) {
      char digit = value.charAt(i);
      if (!HexFormat.isHexDigit(digit) || Character.isUpperCase(digit)) {
        throw refused(value);
      }
      number = number << 4 | HexFormat.fromHexDigit(digit);
    }
    return number;
  }

  private static IllegalArgumentException refused(String value) {
    return new IllegalArgumentException("job id: expected 32 lowercase hex digits, found " + value);
  }

  /** 32 lowercase hex digits. */
  public String value() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  /** The order of the digits. */
  @Override
  public int compareTo(JobId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order == 0 ? Long.compareUnsigned(low, other.low) : order;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof JobId that && high == that.high && low == that.low);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  @Override
  public String toString() {
    return value();
  }
}
