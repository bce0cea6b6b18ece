package io.jobsch.local.simulate;

import java.time.Duration;

/** Times as numbers to compute with. */
final class Seconds {
  private static final double NANOS = 1e9;

  private Seconds() {}

  static double of(Duration time) {
    return time.getSeconds() + time.getNano() / NANOS;
  }
}
