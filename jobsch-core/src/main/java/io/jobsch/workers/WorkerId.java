package io.jobsch.workers;

import org.jspecify.annotations.Nullable;

/**
 * Names a worker among those of a scheduler. Its hash is kept with it: it is looked up at every
 * turn, and among many workers most have not been seen for long.
 */
public final class WorkerId implements Comparable<WorkerId> {
  private final String value;
  private final int hash;

  /**
   * Checks that there is a name.
   *
   * @param value not blank
   * @throws IllegalArgumentException if it is blank
   */
  public WorkerId(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("worker: expected a name, found a blank one");
    }
    this.value = value;
    this.hash = value.hashCode();
  }

  /** The name. */
  public String value() {
    return value;
  }

  @Override
  public int compareTo(WorkerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof WorkerId that && hash == that.hash && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return value;
  }
}
