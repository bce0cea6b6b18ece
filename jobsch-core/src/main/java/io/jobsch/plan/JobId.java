package io.jobsch.plan;

import java.util.regex.Pattern;

/**
 * Names a job for ever.
 *
 * @param value 32 lowercase hex digits
 */
public record JobId(String value) implements Comparable<JobId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  /** Checks the form. */
  public JobId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "job id: expected 32 lowercase hex digits, found " + value);
    }
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
