package io.jobsch.local;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.workers.StreamName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which streams there are, job by job. Safe for any thread; nothing here takes long. */
final class StreamLogs {
  /**
   * How many forgotten jobs are remembered as such, the last ones: what a straggler of theirs
   * writes must not make a stream that nobody would ever forget again.
   */
  private static final int FORGOTTEN = 4096;

  private final long limit;
  private final Map<JobId, Map<Key, StreamLog>> jobs = new HashMap<>();
  private final Set<JobId> forgotten = new LinkedHashSet<>();
  private boolean closed;

  StreamLogs(long limit) {
    this.limit = limit;
  }

  /** A stream, made if it is not there; none if its job was forgotten, or after the close. */
  synchronized Optional<StreamLog> find(AttemptId attempt, StreamName stream) {
    if (closed || forgotten.contains(attempt.job())) {
      return Optional.empty();
    }
    return Optional.of(
        jobs.computeIfAbsent(attempt.job(), job -> new HashMap<>())
            .computeIfAbsent(
                new Key(attempt.node(), attempt.number(), stream), key -> new StreamLog(limit)));
  }

  /** Removes a job, and tells what it had. */
  synchronized Collection<StreamLog> forget(JobId job) {
    forgotten.add(job);
    if (forgotten.size() > FORGOTTEN) {
      forgotten.remove(forgotten.iterator().next());
    }
    return Optional.ofNullable(jobs.remove(job)).map(Map::values).orElse(List.of());
  }

  /** Removes all jobs for good, and tells what they had. */
  synchronized Collection<StreamLog> close() {
    closed = true;
    List<StreamLog> all = new ArrayList<>();
    jobs.values().forEach(it -> all.addAll(it.values()));
    jobs.clear();
    return all;
  }

  private record Key(int node, int number, StreamName stream) {}
}
