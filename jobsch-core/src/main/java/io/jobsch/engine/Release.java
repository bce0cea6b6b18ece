package io.jobsch.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Busy workers are idle again.
 *
 * @param ticks by when
 * @param workers of which class
 * @param count how many
 */
record Release(long ticks, WorkerClass workers, int count) {
  /** Those of a running job that may get other work after it. */
  static List<Release> of(RunningJob job, Pool pool, long now) {
    List<Release> releases = new ArrayList<>();
    for (var id : job.gang().values()) {
      pool.find(id)
          .filter(worker -> worker.playsIn(job.id()) && worker.strays().isEmpty())
          .flatMap(pool.classes()::of)
          .ifPresent(its -> releases.add(new Release(Math.max(now, job.endTicks()), its, 1)));
    }
    return releases;
  }
}
