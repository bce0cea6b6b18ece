package io.jobsch.launcher;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.spec.SpecProblem;
import io.jobsch.vertx.client.Forecast;
import io.jobsch.vertx.client.RemoteJob;
import io.jobsch.vertx.http.ApiVersion;
import io.jobsch.workers.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/** The documents that commands print for programs, where they are not the server's own. */
final class Documents {
  private static final String SAYS = "jobsch: ";

  private Documents() {}

  /** What programs are told of a failure. */
  static String error(Refusal why) {
    JsonObject error =
        new JsonObject()
            .put("code", why.kind().code())
            .put("message", message(why))
            .put("exit_code", why.exitCode());
    why.kind().status().ifPresent(it -> error.put("status", it));
    if (!why.kind().problems().isEmpty()) {
      JsonArray errors = new JsonArray();
      why.kind().problems().forEach(problem -> errors.add(problem(problem)));
      error.put("errors", errors);
    }
    return new JsonObject().put("error", error).encode();
  }

  /** The lines, without who says them. */
  private static String message(Refusal why) {
    return why.lines().stream()
        .map(line -> line.startsWith(SAYS) ? line.substring(SAYS.length()) : line)
        .collect(Collectors.joining("\n"));
  }

  private static JsonObject problem(SpecProblem problem) {
    JsonObject json =
        new JsonObject()
            .put("pointer", problem.pointer().toString())
            .put("message", problem.message());
    problem
        .position()
        .ifPresent(place -> json.put("line", place.line()).put("column", place.column()));
    return json;
  }

  static String job(JobId job) {
    return new JsonObject().put("job_id", job.value()).encode();
  }

  static String listening(String url) {
    return new JsonObject().put("listening", url).encode();
  }

  static String connected(String url, WorkerId worker) {
    return new JsonObject().put("connected", url).put("worker", worker.value()).encode();
  }

  static String token(String token) {
    return new JsonObject().put("token", token).encode();
  }

  static String version(String version) {
    return new JsonObject()
        .put("name", "jobsch")
        .put("version", version)
        .put("api", ApiVersion.NUMBER)
        .put("java", Runtime.version().toString())
        .encode();
  }

  static String cancelled(JobId job, JobState state) {
    return new JsonObject().put("job_id", job.value()).put("state", state.toString()).encode();
  }

  static String drain(WorkerId worker, boolean draining) {
    return new JsonObject().put("worker", worker.value()).put("draining", draining).encode();
  }

  static String why(RemoteJob job) {
    JsonObject json =
        new JsonObject().put("job_id", job.id().value()).put("state", job.state().toString());
    job.waiting().ifPresent(it -> json.put("waiting", it));
    job.reason()
        .ifPresent(
            it ->
                json.put(
                    "reason",
                    new JsonObject()
                        .put("code", it.code().toString())
                        .put("node", it.node().toString())
                        .put("message", it.message())));
    return json.encode();
  }

  static String forecast(Forecast forecast) {
    JsonArray roles = new JsonArray();
    forecast.roles().forEach(role -> roles.add(role.value()));
    JsonObject json = new JsonObject().put("roles", roles).put("would_start", forecast.starts());
    if (forecast.starts()) {
      JsonObject workers = new JsonObject();
      forecast.workers().forEach((role, worker) -> workers.put(role.value(), worker.value()));
      json.put("workers", workers);
    }
    forecast.waiting().ifPresent(it -> json.put("waiting", it));
    return json.encode();
  }
}
