package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.RoleName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The jobs that wait for their workers. Changed by facts alone. */
final class JobQueue {
  private static final JobId UNNAMED = new JobId("0".repeat(32));

  private final Map<JobId, QueuedJob> byId = new LinkedHashMap<>();
  private final NavigableSet<QueuedJob> inOrder = new TreeSet<>(QueuedJob.ORDER);
  private final SortedMap<RoleName, Integer> demand = new TreeMap<>();
  private long sequence;

  Optional<QueuedJob> find(JobId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All, those that are served first before the others. */
  SortedSet<QueuedJob> inOrder() {
    return Collections.unmodifiableSortedSet(inOrder);
  }

  /** How many are served before that one. */
  int ahead(QueuedJob job) {
    return inOrder.headSet(job, false).size();
  }

  /** The roles that are wanted, each once. */
  SortedSet<RoleName> demanded() {
    return Collections.unmodifiableSortedSet((SortedSet<RoleName>) demand.keySet());
  }

  /** A job as it would be queued if it were submitted now; it has no name yet. */
  QueuedJob last(JobPlan plan) {
    return new QueuedJob(UNNAMED, plan, 0, sequence, Instant.EPOCH);
  }

  void submitted(Fact.JobSubmitted fact) {
    QueuedJob job = new QueuedJob(fact.job(), fact.plan(), 0, sequence++, fact.at());
    byId.put(job.id(), job);
    inOrder.add(job);
    fact.plan().roles().forEach(role -> demand.merge(role, 1, Integer::sum));
  }

  /** Takes a job out, and says of which roles it was the last to want them. */
  SortedSet<RoleName> removed(JobId id) {
    QueuedJob job = find(id).orElseThrow();
    byId.remove(id);
    inOrder.remove(job);
    SortedSet<RoleName> unwanted = new TreeSet<>();
    for (RoleName role : job.plan().roles()) {
      if (demand.merge(role, -1, Integer::sum) == 0) {
        demand.remove(role);
        unwanted.add(role);
      }
    }
    return unwanted;
  }
}
