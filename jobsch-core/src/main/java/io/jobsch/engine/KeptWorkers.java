package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The idle workers that are kept from one job by those that have reserved, by name. A reservation
 * only counts them, class by class: these are they that stay if others get those first that have
 * rested longest.
 */
final class KeptWorkers {
  private final State state;
  private final QueuedJob from;
  private final Map<WorkerClass, List<WorkerRun>> left = new LinkedHashMap<>();
  private final Map<WorkerClass, Integer> counts = new LinkedHashMap<>();
  private final SortedMap<WorkerId, JobId> keptFor = new TreeMap<>();

  private KeptWorkers(State state, QueuedJob from) {
    this.state = state;
    this.from = from;
  }

  static KeptWorkers from(QueuedJob job, State state) {
    KeptWorkers kept = new KeptWorkers(state, job);
    Reserved reserved = job.roleSet().home().map(Neighbourhood::reserved).orElse(Reserved.NOTHING);
    long end = job.endFrom(Math.max(reserved.ticks(), job.submittedTicks()));
    for (Reservation each : reserved.inOrder()) {
      if (!each.isServedBy(end) && kept.isByAnother(each)) {
        kept.add(each);
      }
    }
    return kept;
  }

  /** Who has gone since, or is the one who asks, keeps nothing. */
  private boolean isByAnother(Reservation reservation) {
    QueuedJob job = reservation.job();
    return job != from && state.queue().find(job.id()).filter(job::equals).isPresent();
  }

  private void add(Reservation reservation) {
    for (WorkerClass its : from.roleSet().seats(state.pool().classes()).classes()) {
      List<WorkerRun> idle = left.computeIfAbsent(its, any -> new ArrayList<>(any.idle()));
      int count = Math.min(reservation.kept(its), idle.size());
      counts.merge(its, count, Integer::sum);
      List<WorkerRun> last = idle.subList(idle.size() - count, idle.size());
      last.forEach(worker -> keptFor.put(worker.id(), reservation.job().id()));
      last.clear();
    }
  }

  /** How many of a class the job could have. */
  int unkept(WorkerClass workers) {
    return workers.idleCount() - counts.getOrDefault(workers, 0);
  }

  /** Those that suit one of its roles, by name, and for which job each is kept. */
  SortedMap<WorkerId, JobId> keptFor() {
    return keptFor;
  }
}
