package io.jobsch;

import io.jobsch.result.JobState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which jobs a list is to show.
 *
 * @param state only those in this state
 * @param title only those that people call so
 * @param idPrefix only those whose id begins so
 * @param limit how many at most, 1 or more
 * @param before only those that were submitted before the one of that number
 */
public record JobQuery(
    Optional<JobState> state,
    Optional<String> title,
    Optional<String> idPrefix,
    int limit,
    OptionalLong before) {
  boolean wants(JobSummary job) {
    return state.filter(it -> it != job.state()).isEmpty()
        && title.filter(it -> !job.title().equals(Optional.of(it))).isEmpty()
        && idPrefix.filter(it -> !job.id().value().startsWith(it)).isEmpty();
  }
}
