package io.jobsch.local.simulate;

import java.time.Duration;
import java.util.Comparator;

/**
 * What is said of a replay in the literature on batch scheduling. Of no jobs, all figures are 0.
 *
 * @param jobs how many were played
 * @param meanWait how long they waited for their workers, on average
 * @param maxWait how long the one waited that waited longest
 * @param meanBoundedSlowdown the mean of {@link ReplayedJob#slowdown}
 * @param makespan from the first submission to the last end
 * @param utilization which part of the workers' time in that was given to jobs, from 0 to 1
 * @param skipped how many jobs were not played
 */
public record Figures(
    int jobs,
    Duration meanWait,
    Duration maxWait,
    double meanBoundedSlowdown,
    Duration makespan,
    double utilization,
    int skipped) {
  static Figures of(Replay replay) {
    int skipped = replay.unusable() + replay.tooWide();
    if (replay.jobs().isEmpty()) {
      return new Figures(0, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, 0, skipped);
    }
    Duration wait = Duration.ZERO;
    double slowdown = 0;
    double used = 0;
    for (ReplayedJob job : replay.jobs()) {
      wait = wait.plus(job.waited());
      slowdown += job.slowdown();
      used += job.workers() * Seconds.of(job.took());
    }
    int jobs = replay.jobs().size();
    Duration makespan = Timeline.end(replay).minus(Timeline.start(replay));
    return new Figures(
        jobs,
        wait.dividedBy(jobs),
        replay.jobs().stream()
            .map(ReplayedJob::waited)
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        slowdown / jobs,
        makespan,
        makespan.isZero() ? 0 : used / (replay.workers() * Seconds.of(makespan)),
        skipped);
  }
}
