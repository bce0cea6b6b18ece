package io.jobsch.vertx.client;

import io.jobsch.result.JobState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs a list is to show.
 *
 * @param states only those in one of these states; in any, if it is empty
 * @param name only those of this name
 * @param idPrefix only those whose id begins so: 1 to 32 lowercase hex digits
 * @param limit how many at most, 1 to 1000
 * @param cursor goes on behind the list before: its {@link JobList#nextCursor}
 */
public record JobFilter(
    Set<JobState> states,
    Optional<String> name,
    Optional<String> idPrefix,
    int limit,
    Optional<String> cursor) {
  private static final int LIMIT = 100;

  /** All of them, a hundred at a time. */
  public static final JobFilter ALL =
      new JobFilter(Set.of(), Optional.empty(), Optional.empty(), LIMIT, Optional.empty());

  /** Copies the states. */
  public JobFilter {
    states = Set.copyOf(states);
  }

  /** Where the server has that list, as a path with its query. */
  public String path() {
    Query query = new Query("/jobs").with("limit", limit);
    states.stream().sorted().forEach(it -> query.with("state", it));
    name.ifPresent(it -> query.with("name", it));
    idPrefix.ifPresent(it -> query.with("id_prefix", it));
    cursor.ifPresent(it -> query.with("cursor", it));
    return query.toString();
  }

  /** The same for jobs in one of these states; in any, if there are none. */
  public JobFilter in(JobState... only) {
    return new JobFilter(new HashSet<>(List.of(only)), name, idPrefix, limit, cursor);
  }

  /** The same for a name. */
  public JobFilter named(String only) {
    return new JobFilter(states, Optional.of(only), idPrefix, limit, cursor);
  }

  /** The same for ids that begin so. */
  public JobFilter idBegins(String prefix) {
    return new JobFilter(states, name, Optional.of(prefix), limit, cursor);
  }

  /** The same with another limit. */
  public JobFilter atMost(int jobs) {
    return new JobFilter(states, name, idPrefix, jobs, cursor);
  }

  /** The same from a place in the list on. */
  public JobFilter from(String place) {
    return new JobFilter(states, name, idPrefix, limit, Optional.of(place));
  }
}
