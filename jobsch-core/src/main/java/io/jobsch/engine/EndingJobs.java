package io.jobsch.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The running jobs that have a time bound, whose runs out first in front. */
final class EndingJobs {
  private final NavigableMap<RunningJob, Ending> jobs = new TreeMap<>(RunningJob.BY_END);

  void add(RunningJob job) {
    jobs.put(job, new Ending(job));
  }

  void remove(RunningJob job) {
    jobs.remove(job);
  }

  Collection<Ending> all() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  /** What a job sets free when it is over. */
  static final class Ending {
    private final RunningJob job;
    private final Map<WorkerClass, Integer> workers = new LinkedHashMap<>();
    private long asOf = -1;

    Ending(RunningJob job) {
      this.job = job;
    }

    /** By when. */
    long ticks() {
      return job.endTicks();
    }

    /** How many workers of each class that may get other work then. */
    Map<WorkerClass, Integer> workers(Pool pool) {
      if (asOf != pool.classes().population()) {
        workers.clear();
        for (var id : job.gang().values()) {
          pool.find(id)
              .filter(worker -> worker.playsIn(job.id()) && worker.strays().isEmpty())
              .flatMap(pool.classes()::of)
              .ifPresent(its -> workers.merge(its, 1, Integer::sum));
        }
        asOf = pool.classes().population();
      }
      return workers;
    }
  }
}
