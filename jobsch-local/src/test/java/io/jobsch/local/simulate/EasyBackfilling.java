package io.jobsch.local.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * EASY backfilling, the shortest first, as textbooks have it: over counts of processors, in a few
 * lines that share nothing with the engine. Which jobs start when must be the same.
 */
final class EasyBackfilling {
  private final List<TraceJob.Rigid> jobs;
  private final long[] starts;
  private final List<Integer> queue = new ArrayList<>();
  private final List<Integer> running = new ArrayList<>();
  private int free;

  private EasyBackfilling(List<TraceJob.Rigid> jobs, int processors) {
    this.jobs = jobs;
    this.starts = new long[jobs.size()];
    this.free = processors;
  }

  /** The start of each job, in nanoseconds; they are given in the order of their submission. */
  static long[] starts(List<TraceJob.Rigid> jobs, int processors) {
    EasyBackfilling easy = new EasyBackfilling(jobs, processors);
    easy.play();
    return easy.starts;
  }

  private void play() {
    int submitted = 0;
    while (submitted < jobs.size() || !running.isEmpty()) {
      long now = running.stream().mapToLong(this::end).min().orElse(Long.MAX_VALUE);
      if (submitted < jobs.size()) {
        now = Math.min(now, jobs.get(submitted).submit().toNanos());
      }
      for (;
          submitted < jobs.size() && jobs.get(submitted).submit().toNanos() == now;
          submitted++) {
        queue.add(submitted);
      }
      for (int job : List.copyOf(running)) {
        if (end(job) == now) {
          running.remove((Integer) job);
          free += jobs.get(job).processors();
        }
      }
      schedule(now);
    }
  }

  private long end(int job) {
    return starts[job] + jobs.get(job).takes().toNanos();
  }

  private long promisedEnd(int job) {
    return starts[job] + jobs.get(job).requested().toNanos();
  }

  private void schedule(long now) {
    while (!queue.isEmpty() && jobs.get(queue.get(0)).processors() <= free) {
      start(queue.get(0), now);
    }
    if (queue.isEmpty()) {
      return;
    }
    int head = queue.get(0);
    long shadow = now;
    int spare = free - jobs.get(head).processors();
    List<Integer> byEnd = new ArrayList<>(running);
    byEnd.sort(Comparator.comparingLong(this::promisedEnd));
    for (int job : byEnd) {
      if (spare >= 0 && promisedEnd(job) > shadow) {
        break;
      }
      spare += jobs.get(job).processors();
      shadow = promisedEnd(job);
    }
    List<Integer> behind = new ArrayList<>(queue.subList(1, queue.size()));
    behind.sort(Comparator.comparing((Integer job) -> jobs.get(job).requested()));
    for (int job : behind) {
      int needs = jobs.get(job).processors();
      boolean inTime = now + jobs.get(job).requested().toNanos() <= shadow;
      if (needs <= free && (inTime || needs <= spare)) {
        start(job, now);
        spare -= inTime ? 0 : needs;
      }
    }
  }

  private void start(int job, long now) {
    starts[job] = now;
    queue.remove((Integer) job);
    running.add(job);
    free -= jobs.get(job).processors();
  }
}
