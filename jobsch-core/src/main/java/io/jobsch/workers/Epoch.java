package io.jobsch.workers;

/**
 * How often the lead has passed from one scheduler to another. A worker refuses orders of an older
 * epoch than the newest that it has seen.
 *
 * @param number counted from 1
 */
public record Epoch(long number) implements Comparable<Epoch> {
  /** That of a scheduler that has no other beside it. */
  public static final Epoch FIRST = new Epoch(1);

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(number, other.number);
  }
}
