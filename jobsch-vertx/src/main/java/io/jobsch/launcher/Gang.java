package io.jobsch.launcher;

import io.jobsch.JobHandle;
import io.jobsch.Scheduler;
import io.jobsch.WorkerView;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.Waiting;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The workers that were asked for, and whether they can play the roles of a job. In this process no
 * others will ever come, so that a job that they cannot play would wait for ever.
 */
final class Gang {
  private static final int NAMED = 10;

  private final JobPlan plan;
  private final RunOptions options;

  Gang(JobPlan plan, RunOptions options) {
    this.plan = plan;
    this.options = options;
  }

  /** How many there will be. */
  int size() {
    return options.workers().orElse(plan.roles().size());
  }

  /**
   * Checks what can be told without asking them.
   *
   * @throws Refusal if there are too few, or none that may play some role
   */
  void check() throws Refusal {
    int needed = plan.roles().size();
    if (size() < needed) {
      throw Refusal.because(
          "--workers "
              + size()
              + " is too few: the job has "
              + needed
              + " roles ("
              + named(plan.roles().stream())
              + "), and each needs a worker of its own");
    }
    List<RoleName> unsuited = plan.roles().stream().filter(role -> !mayPlay(role)).toList();
    if (!unsuited.isEmpty()) {
      throw Refusal.because(
          "no worker may play "
              + named(unsuited.stream())
              + ": --role lets them play "
              + named(options.roles().stream())
              + " only; say --role once more for each role of the job");
    }
  }

  /**
   * Why the job cannot start, once the workers have told what they suit; empty as long as it may.
   */
  Optional<String> hopeless(Scheduler scheduler, JobHandle job) {
    List<WorkerView> workers = scheduler.workers().join();
    Optional<Waiting> waiting = job.waiting().join();
    return waiting
        .filter(it -> it.hopeless() && workers.size() >= size())
        .map(it -> "the job cannot start: " + it.why() + problems(workers));
  }

  /** Each once: workers of one directory have the same. */
  private static String problems(List<WorkerView> workers) {
    Map<String, List<WorkerId>> byProblem = new LinkedHashMap<>();
    for (WorkerView worker : workers) {
      worker
          .problem()
          .ifPresent(
              it -> byProblem.computeIfAbsent(it, any -> new ArrayList<>()).add(worker.id()));
    }
    StringBuilder text = new StringBuilder();
    byProblem.forEach(
        (problem, who) ->
            text.append("; ").append(named(who.stream())).append(": ").append(problem));
    return text.toString();
  }

  private boolean mayPlay(RoleName role) {
    return options.roles().isEmpty()
        || options.roles().stream().anyMatch(pattern -> pattern.matches(role));
  }

  private static String named(Stream<?> things) {
    List<String> all = things.map(Object::toString).toList();
    return all.size() <= NAMED
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, NAMED)) + " and " + (all.size() - NAMED) + " more";
  }
}
