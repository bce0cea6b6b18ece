package io.jobsch.local.simulate;

import io.jobsch.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Workloads in the style of the model of U. Lublin and D. Feitelson (2003): many narrow jobs and
 * powers of two, run times over several magnitudes, submissions in bursts. More than the processors
 * can do, so that a queue is there.
 */
final class RandomTrace {
  private RandomTrace() {}

  /** So many jobs for at most so many processors, in the order of their submission. */
  static List<TraceJob.Rigid> of(long seed, int count, int processors) {
    Random random = Chance.of(seed);
    List<TraceJob.Rigid> jobs = new ArrayList<>();
    double now = 0;
    for (int i = 0; i < count; i++) {
      now += random.nextInt(3) == 0 ? 0 : -Math.log(1 - random.nextDouble()) * 300;
      long takes = random.nextInt(20) == 0 ? 0 : (long) Math.exp(random.nextGaussian() * 2 + 6);
      long requested = random.nextBoolean() ? takes : takes * (1 + random.nextInt(5)) + 7;
      jobs.add(
          new TraceJob.Rigid(
              Duration.ofSeconds((long) now),
              width(random, processors),
              Duration.ofSeconds(takes),
              requested == 0 ? Duration.ofNanos(1) : Duration.ofSeconds(requested)));
    }
    jobs.sort(Comparator.comparing(TraceJob::submit));
    return jobs;
  }

  private static int width(Random random, int processors) {
    return switch (random.nextInt(4)) {
      case 0 -> 1;
      case 1 -> 1 + random.nextInt(processors);
      default -> Math.min(processors, 1 << random.nextInt(7));
    };
  }
}
