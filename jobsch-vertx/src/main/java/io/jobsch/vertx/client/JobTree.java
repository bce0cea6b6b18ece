package io.jobsch.vertx.client;

import io.jobsch.spec.Group;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.json.SpecReader;
import io.jobsch.workers.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the document of a job, in which each node has what its author wrote and how it stands. */
final class JobTree {
  /** The fields of a job's own document. */
  private static final Set<String> SPEC =
      Set.of(
          "type", "name", "role", "env", "cwd", "timeout", "priority", "command", "max_parallel");

  private static final String WORK = "work";

  /** A server may take larger jobs than is usual. */
  private static final SpecLimits LIMITS =
      new SpecLimits(
          Integer.MAX_VALUE,
          SpecLimits.DEEPEST,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private JobTree() {}

  static RemoteJob job(JsonObject json) {
    JsonObject root = json.getJsonObject("root");
    JobSpec spec = new SpecReader(LIMITS).read(spec(root).toBuffer().getBytes());
    return new RemoteJob(
        Answers.jobId(json),
        Answers.state(json),
        Answers.reason(json),
        Answers.optional(json, "waiting"),
        Answers.time(json, "submitted_at").orElseThrow(),
        Answers.time(json, "started_at"),
        Answers.time(json, "finished_at"),
        Answers.gang(json.getJsonObject("workers")),
        node(root, spec, Pointer.ROOT));
  }

  /** Recursive, which is safe: the depth of a job is bounded. */
  private static JsonObject spec(JsonObject node) {
    JsonObject spec = new JsonObject();
    node.forEach(
        field -> {
          if (SPEC.contains(field.getKey())) {
            spec.put(field.getKey(), field.getValue());
          }
        });
    if (node.containsKey(WORK)) {
      JsonArray work = new JsonArray();
      Answers.objects(node.getJsonArray(WORK)).forEach(part -> work.add(spec(part)));
      spec.put(WORK, work);
    }
    return spec;
  }

  private static RemoteNode node(JsonObject json, JobSpec spec, Pointer pointer) {
    List<RemoteNode> parts = new ArrayList<>();
    if (spec instanceof Group group) {
      List<JsonObject> work = Answers.objects(json.getJsonArray(WORK));
      for (int i = 0; i < work.size(); i++) {
        parts.add(node(work.get(i), group.work().get(i), pointer.child(WORK).child(i)));
      }
    }
    return new RemoteNode(
        pointer,
        spec,
        Answers.nodeState(json),
        Answers.reason(json),
        Answers.time(json, "started_at"),
        Answers.time(json, "finished_at"),
        spec instanceof Group ? Optional.empty() : Optional.of(command(json)),
        parts);
  }

  private static RemoteCommand command(JsonObject json) {
    JsonObject output = json.getJsonObject("output");
    return new RemoteCommand(
        new RoleName(Answers.text(json, "role")),
        Answers.optional(json, "worker").map(WorkerId::new),
        json.getInteger("attempt"),
        Answers.exit(json),
        size(output.getJsonObject("stdout")),
        size(output.getJsonObject("stderr")));
  }

  private static OutputSize size(JsonObject json) {
    return new OutputSize(json.getLong("bytes"), json.getLong("missing"));
  }
}
