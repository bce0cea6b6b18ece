package io.jobsch.local.simulate;

import java.util.List;

/**
 * What became of a workload.
 *
 * @param workers how many there were
 * @param jobs those that were played, in the order in which they were submitted
 * @param unusable how many were not, because too little is known of them
 * @param tooWide how many were not, because they have more roles than there were workers
 * @param events how many events the engine was given
 * @param steps in how many steps
 */
public record Replay(
    int workers, List<ReplayedJob> jobs, int unusable, int tooWide, long events, long steps) {
  /** Copies the jobs. */
  public Replay {
    jobs = List.copyOf(jobs);
  }

  /** It in a few figures. */
  public Figures figures() {
    return Figures.of(this);
  }
}
