package io.jobsch.vertx.client;

import io.jobsch.JobEvent;
import io.jobsch.WorkerEvent;
import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.Position;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecProblem;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a server answers, as values. Whatever lacks a field that has to be there, or has one that
 * makes no sense, is refused with a {@link RuntimeException}.
 */
final class Answers {
  private Answers() {}

  static JobId jobId(JsonObject json) {
    return new JobId(text(json, "job_id"));
  }

  static JobState state(JsonObject json) {
    return constant(JobState.class, text(json, "state"));
  }

  static JobList list(JsonObject json) {
    return new JobList(
        objects(json.getJsonArray("jobs")).stream().map(Answers::listed).toList(),
        optional(json, "next_cursor"));
  }

  private static ListedJob listed(JsonObject json) {
    return new ListedJob(
        jobId(json),
        optional(json, "name"),
        state(json),
        reason(json),
        time(json, "submitted_at").orElseThrow(),
        time(json, "started_at"),
        time(json, "finished_at"));
  }

  static List<RemoteWorker> workers(JsonObject json) {
    return objects(json.getJsonArray("workers")).stream().map(Answers::worker).toList();
  }

  private static RemoteWorker worker(JsonObject json) {
    return new RemoteWorker(
        new WorkerId(text(json, "name")),
        optional(json, "address"),
        text(json, "suits"),
        text(json, "state"),
        optional(json, "problem"),
        optional(json, "job_id").map(JobId::new),
        optional(json, "role").map(RoleName::new),
        time(json, "connected_at").orElseThrow(),
        time(json, "last_heard_at"),
        optional(json, "version"),
        text(json, "isolation"));
  }

  static Forecast forecast(JsonObject json) {
    List<RoleName> roles = new ArrayList<>();
    json.getJsonArray("roles").forEach(role -> roles.add(new RoleName((String) role)));
    boolean starts = json.getBoolean("would_start");
    return new Forecast(
        roles,
        gang(json.getJsonObject("workers", new JsonObject())),
        starts ? Optional.empty() : Optional.of(text(json, "waiting")));
  }

  static ServerVersion version(JsonObject json) {
    return new ServerVersion(text(json, "version"), json.getInteger("api"), text(json, "java"));
  }

  /** One that tells something; empty for one that later servers may send. */
  static Optional<ServerEvent> event(String kind, JsonObject json) {
    return switch (kind) {
      case "job" -> Optional.of(new ServerEvent.JobChanged(jobEvent(json)));
      case "node" -> Optional.of(new ServerEvent.NodeChanged(nodeEvent(json)));
      case "worker" ->
          WorkerState.named(text(json, "state"))
              .map(state -> new ServerEvent.WorkerChanged(workerEvent(state, json)));
      case "output" ->
          Optional.of(new ServerEvent.OutputAvailable(place(json), json.getLong("offset")));
      case "gap" -> Optional.of(new ServerEvent.Gap());
      default -> Optional.empty();
    };
  }

  private static JobEvent.JobChanged jobEvent(JsonObject json) {
    return new JobEvent.JobChanged(
        jobId(json),
        state(json),
        reason(json),
        gang(json.getJsonObject("workers")),
        time(json, "at").orElseThrow());
  }

  private static JobEvent.NodeChanged nodeEvent(JsonObject json) {
    return new JobEvent.NodeChanged(
        jobId(json),
        Pointer.parse(text(json, "node")),
        nodeState(json),
        reason(json),
        optional(json, "worker").map(WorkerId::new),
        exit(json),
        time(json, "at").orElseThrow());
  }

  private static WorkerEvent workerEvent(WorkerState state, JsonObject json) {
    return new WorkerEvent(
        new WorkerId(text(json, "name")),
        state,
        optional(json, "job_id").map(JobId::new),
        optional(json, "role").map(RoleName::new),
        optional(json, "why"),
        time(json, "at").orElseThrow());
  }

  private static OutputPlace place(JsonObject json) {
    return new OutputPlace(
        jobId(json),
        Pointer.parse(text(json, "node")),
        constant(StreamName.class, text(json, "stream")));
  }

  static NodeState nodeState(JsonObject json) {
    return constant(NodeState.class, text(json, "state"));
  }

  static Optional<Reason> reason(JsonObject json) {
    return Optional.ofNullable(json.getJsonObject("reason"))
        .map(
            it ->
                new Reason(
                    constant(Reason.Code.class, optional(it, "cause").orElse(text(it, "code"))),
                    Pointer.parse(text(it, "node")),
                    text(it, "message")));
  }

  static SortedMap<RoleName, WorkerId> gang(JsonObject json) {
    SortedMap<RoleName, WorkerId> gang = new TreeMap<>();
    json.forEach(
        each -> gang.put(new RoleName(each.getKey()), new WorkerId((String) each.getValue())));
    return gang;
  }

  static Optional<ExitStatus> exit(JsonObject json) {
    if (json.getValue("exit_code") != null) {
      return Optional.of(new ExitStatus.Code(json.getInteger("exit_code")));
    }
    return optional(json, "signal").map(ExitStatus.Signal::named);
  }

  /** Those of an invalid job. */
  static List<SpecProblem> problems(JsonObject problem) {
    return objects(problem.getJsonArray("errors", new JsonArray())).stream()
        .map(
            it ->
                new SpecProblem(
                    Pointer.parse(text(it, "pointer")),
                    text(it, "message"),
                    Optional.ofNullable(it.getInteger("line"))
                        .map(line -> new Position(line, it.getInteger("column", 1)))))
        .toList();
  }

  static List<JsonObject> objects(JsonArray array) {
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(array.getJsonObject(i));
    }
    return objects;
  }

  static String text(JsonObject json, String field) {
    return optional(json, field)
        .orElseThrow(() -> new IllegalArgumentException("there is no " + field));
  }

  static Optional<String> optional(JsonObject json, String field) {
    return Optional.ofNullable(json.getString(field));
  }

  static Optional<Instant> time(JsonObject json, String field) {
    return optional(json, field).map(Instant::parse);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  /** The value of an answer, or why it is none that this client knows. */
  static <T> T read(String server, JsonObject json, Function<JsonObject, T> reading) {
    try {
      return reading.apply(json);
    } catch (RuntimeException e) {
      throw Failures.notUnderstood(server, e);
    }
  }
}
