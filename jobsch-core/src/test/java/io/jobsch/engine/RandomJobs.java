package io.jobsch.engine;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Jobs;
import io.jobsch.spec.ParallelGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Jobs as chance makes them: a few roles, a few levels, now and then a timeout or a bound. */
final class RandomJobs {
  private static final List<String> ROLES = List.of("a", "b", "b2", "c");

  private final Random random;

  RandomJobs(Random random) {
    this.random = random;
  }

  JobSpec next() {
    JobSpec job = some(3);
    return random.nextInt(4) == 0 ? job.priority(random.nextInt(3) - 1) : job;
  }

  private JobSpec some(int depth) {
    JobSpec job = depth == 0 || random.nextInt(5) < 2 ? Jobs.sh("true") : group(depth);
    if (random.nextInt(3) == 0) {
      job = job.role(ROLES.get(random.nextInt(ROLES.size())));
    }
    return random.nextInt(4) == 0 ? job.timeout(SimulatedWorker.seconds(random, 20)) : job;
  }

  private JobSpec group(int depth) {
    List<JobSpec> work = new ArrayList<>();
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      work.add(some(depth - 1));
    }
    if (random.nextBoolean()) {
      return Jobs.sequence(work);
    }
    ParallelGroup group = Jobs.parallel(work);
    return random.nextInt(3) == 0 ? group.maxParallel(1 + random.nextInt(2)) : group;
  }
}
