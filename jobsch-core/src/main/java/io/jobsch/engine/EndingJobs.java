package io.jobsch.engine;

import io.jobsch.plan.JobId;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The running jobs that have a time bound, whose runs out first in front. Where nobody waits for
 * their ends, most are over before anybody asks for their order, and are not put into it.
 */
final class EndingJobs {
  private final NavigableMap<RunningJob, Ending> inOrder = new TreeMap<>(RunningJob.BY_END);
  private final Map<JobId, RunningJob> others = new LinkedHashMap<>();

  void add(RunningJob job) {
    others.put(job.id(), job);
  }

  void remove(RunningJob job) {
    if (others.remove(job.id()) == null) {
      inOrder.remove(job);
    }
  }

  private NavigableMap<RunningJob, Ending> inOrder() {
    for (Iterator<RunningJob> it = others.values().iterator(); it.hasNext(); it.remove()) {
      RunningJob job = it.next();
      inOrder.put(job, new Ending(job));
    }
    return inOrder;
  }

  /** When the next bound runs out, of those that have not; {@link TimeBound#NONE} if none will. */
  long nextAfter(long ticks) {
    for (RunningJob job : inOrder().keySet()) {
      if (job.endTicks() > ticks) {
        return job.endTicks();
      }
    }
    return TimeBound.NONE;
  }

  Collection<Ending> all() {
    return Collections.unmodifiableCollection(inOrder().values());
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
              .filter(worker -> worker.playsIn(job) && worker.strays().isEmpty())
              .flatMap(pool.classes()::of)
              .ifPresent(its -> workers.merge(its, 1, Integer::sum));
        }
        asOf = pool.classes().population();
      }
      return workers;
    }
  }
}
