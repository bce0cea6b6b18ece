package io.jobsch.engine;

import io.jobsch.plan.JobId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that have their workers. Facts come in sequences about one job, so that the last one is
 * at hand. That they are not linked in their order spares each that comes or goes a look at others.
 */
final class RunningJobs {
  private static final Comparator<RunningJob> BY_START =
      Comparator.comparingLong(RunningJob::number);

  private final Map<JobId, RunningJob> byId = new HashMap<>();
  private Optional<RunningJob> last = Optional.empty();

  /** In the order in which they got their workers; put together anew at each call. */
  List<RunningJob> all() {
    return byId.values().stream().sorted(BY_START).toList();
  }

  Optional<RunningJob> find(JobId id) {
    if (last.isPresent() && last.get().id().equals(id)) {
      return last;
    }
    RunningJob job = byId.get(id);
    if (job == null) {
      return Optional.empty();
    }
    last = Optional.of(job);
    return last;
  }

  /** The same, where a worker may play in it, which is easier to see. */
  Optional<RunningJob> find(JobId id, WorkerRun worker) {
    Optional<WorkerRun.Assignment> its = worker.assignment();
    if (its.isPresent() && its.get().job().equals(id)) {
      last = Optional.of(its.get().running());
      return last;
    }
    return find(id);
  }

  void add(RunningJob job) {
    byId.put(job.id(), job);
    last = Optional.of(job);
  }

  void remove(RunningJob job) {
    byId.remove(job.id());
    last = Optional.empty();
  }
}
