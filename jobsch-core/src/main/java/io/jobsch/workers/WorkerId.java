package io.jobsch.workers;

/**
 * Names a worker among those of a scheduler.
 *
 * @param value not blank
 */
public record WorkerId(String value) implements Comparable<WorkerId> {
  /** Checks that there is a name. */
  public WorkerId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("worker: expected a name, found a blank one");
    }
  }

  @Override
  public int compareTo(WorkerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
