package io.jobsch;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some jobs of a list, the one that was submitted last first.
 *
 * @param jobs which
 * @param next what {@link JobQuery#before} has to be for those that follow; empty if none do
 */
public record JobPage(List<JobSummary> jobs, OptionalLong next) {
  /** Copies the jobs. */
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
