package io.jobsch.local.simulate;

import io.jobsch.result.JobState;
import java.time.Duration;

/**
 * How a job fared. Times are counted from the same origin as its submission.
 *
 * @param job which
 * @param workers how many it had, all of them from its start to its end
 * @param started when it got them
 * @param ended when it was over
 * @param state how it ended
 */
public record ReplayedJob(
    TraceJob job, int workers, Duration started, Duration ended, JobState state) {
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** When it was submitted. */
  public Duration submitted() {
    return job.submit();
  }

  /** How long it waited for its workers. */
  public Duration waited() {
    return started.minus(submitted());
  }

  /** How long it ran. */
  public Duration took() {
    return ended.minus(started);
  }

  /**
   * How much longer it took than it would have alone: (waited + took) / took, where less than 10 s
   * count as 10 s; 1 at least. Known as its bounded slowdown.
   */
  public double slowdown() {
    Duration run = took().compareTo(SHORT) < 0 ? SHORT : took();
    return Math.max(1, Seconds.of(waited().plus(took())) / Seconds.of(run));
  }
}
