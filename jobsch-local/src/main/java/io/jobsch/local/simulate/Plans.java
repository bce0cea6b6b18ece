package io.jobsch.local.simulate;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Jobs;
import io.jobsch.spec.SpecLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes jobs of what a trace says of them. What their plans have in common is made once. */
final class Plans {
  private final int workers;
  private final SpecLimits limits;
  private final List<JobSpec> commands = new ArrayList<>();

  Plans(int workers) {
    this.workers = workers;
    SpecLimits usual = SpecLimits.DEFAULT;
    this.limits =
        new SpecLimits(
            usual.documentBytes(), usual.depth(), workers + 1, workers, usual.stringBytes());
  }

  /** What a job is to the engine; empty if it has more roles than there are workers. */
  Optional<JobPlan> of(TraceJob job) {
    if (job instanceof TraceJob.Rigid rigid) {
      return rigid.processors() <= workers ? Optional.of(plan(rigid)) : Optional.empty();
    }
    TraceJob.Recorded recorded = (TraceJob.Recorded) job;
    return Optional.of(Planner.plan(recorded.recorded().job()))
        .filter(plan -> plan.roles().size() <= workers);
  }

  private JobPlan plan(TraceJob.Rigid job) {
    while (commands.size() < job.processors()) {
      commands.add(Jobs.exec("true").role("p" + (commands.size() + 1)));
    }
    List<JobSpec> work =
        commands.subList(0, job.processors()).stream()
            .map(command -> command.timeout(job.requested()))
            .toList();
    return Planner.plan(Jobs.parallel(work), limits);
  }
}
