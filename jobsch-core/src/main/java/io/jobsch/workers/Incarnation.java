package io.jobsch.workers;

/**
 * One life of a worker: a worker that was started anew under its old name is another incarnation,
 * and knows nothing of what the former one ran.
 *
 * @param value differs from that of every other life of the worker
 */
public record Incarnation(String value) {
  @Override
  public String toString() {
    return value;
  }
}
