package io.jobsch;

import io.jobsch.result.JobState;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which jobs a list is to show.
 *
 * @param states only those in one of these states; in any, if it is empty
 * @param title only those that people call so
 * @param idPrefix only those whose id begins so
 * @param limit how many at most, 1 or more
 * @param before only those that were submitted before the one of that number
 */
public record JobQuery(
    Set<JobState> states,
    Optional<String> title,
    Optional<String> idPrefix,
    int limit,
    OptionalLong before) {
  /** Copies the states. */
  public JobQuery {
    states = Set.copyOf(states);
  }

  boolean wants(JobSummary job) {
    return (states.isEmpty() || states.contains(job.state()))
        && title.filter(it -> !job.title().equals(Optional.of(it))).isEmpty()
        && idPrefix.filter(it -> !job.id().value().startsWith(it)).isEmpty();
  }
}
