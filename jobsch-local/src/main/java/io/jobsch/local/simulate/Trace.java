package io.jobsch.local.simulate;

import java.util.List;

/**
 * A workload: jobs with the times at which they were submitted.
 *
 * @param jobs in any order; of those that were submitted at the same time, the first goes first
 * @param unusable how many more there were of which too little is known to play them
 */
public record Trace(List<TraceJob> jobs, int unusable) {
  /** Copies the jobs. */
  public Trace {
    jobs = List.copyOf(jobs);
  }

  /** One of which every job can be played. */
  public Trace(List<? extends TraceJob> jobs) {
    this(List.copyOf(jobs), 0);
  }
}
