package io.jobsch.agent;

import io.jobsch.plan.AttemptId;
import io.jobsch.workers.Launch;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a command: the worker's, then the job's, then those that name what it is. */
final class CommandEnvironment {
  private CommandEnvironment() {}

  static Map<String, String> of(AgentSettings worker, AttemptId attempt, Launch launch) {
    Map<String, String> all = new LinkedHashMap<>(worker.environment());
    all.putAll(launch.env());
    all.put("JOBSCH_JOB_ID", attempt.job().value());
    all.put("JOBSCH_NODE", launch.node().toString());
    all.put("JOBSCH_ROLE", launch.role().value());
    all.put("JOBSCH_ATTEMPT", Integer.toString(attempt.number()));
    all.put("JOBSCH_WORKER", worker.id().value());
    return all;
  }
}
