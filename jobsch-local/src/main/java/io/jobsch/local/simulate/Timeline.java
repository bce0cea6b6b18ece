package io.jobsch.local.simulate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How a replay went on: its time in equal parts, and in each how many jobs waited and how many
 * workers were given to jobs, on average.
 *
 * @param length of all parts together; 0 if nothing took any time
 * @param parts in their order
 */
public record Timeline(Duration length, List<Part> parts) {
  /** Copies the parts. */
  public Timeline {
    parts = List.copyOf(parts);
  }

  /**
   * An equal part of the time.
   *
   * @param waiting jobs that waited for their workers, on average
   * @param busy workers that were given to jobs, on average
   */
  public record Part(double waiting, double busy) {}

  /**
   * That of a replay, from its first submission to its last end.
   *
   * @param count how many parts; 1 or more
   */
  public static Timeline of(Replay replay, int count) {
    Duration start = start(replay);
    Duration length = end(replay).minus(start);
    Sums waiting = new Sums(count, Seconds.of(length));
    Sums busy = new Sums(count, Seconds.of(length));
    for (ReplayedJob job : replay.jobs()) {
      double submitted = Seconds.of(job.submitted().minus(start));
      double started = Seconds.of(job.started().minus(start));
      waiting.add(submitted, started, 1);
      busy.add(started, Seconds.of(job.ended().minus(start)), job.workers());
    }
    Part[] parts = new Part[count];
    Arrays.setAll(parts, i -> new Part(waiting.mean(i), busy.mean(i)));
    return new Timeline(length, List.of(parts));
  }

  static Duration start(Replay replay) {
    return replay.jobs().stream()
        .map(ReplayedJob::submitted)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  static Duration end(Replay replay) {
    return replay.jobs().stream()
        .map(ReplayedJob::ended)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** How much there was of something in each part, times how long. */
  private static final class Sums {
    private final double[] sums;
    private final double part;

    Sums(int count, double length) {
      this.sums = new double[count];
      this.part = length / count;
    }

    void add(double from, double to, int amount) {
      for (int i = (int) (from / part); i < sums.length && i * part < to; i++) {
        sums[i] += amount * Math.max(0, Math.min(to, (i + 1) * part) - Math.max(from, i * part));
      }
    }

    double mean(int i) {
      return part == 0 ? 0 : sums[i] / part;
    }
  }
}
