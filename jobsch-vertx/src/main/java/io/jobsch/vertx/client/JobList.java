package io.jobsch.vertx.client;

import java.util.List;
import java.util.Optional;

/**
 * Some of a server's jobs, the one that was submitted last first.
 *
 * @param jobs which
 * @param nextCursor where those that follow are; empty if none do
 */
public record JobList(List<ListedJob> jobs, Optional<String> nextCursor) {
  /** Copies the jobs. */
  public JobList {
    jobs = List.copyOf(jobs);
  }
}
