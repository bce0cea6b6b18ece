package io.jobsch.vertx.wire;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of attempts in JSON. */
final class Attempts {
  private Attempts() {}

  static JsonObject write(AttemptId attempt) {
    return new JsonObject()
        .put("job", attempt.job().value())
        .put("node", attempt.node())
        .put("number", attempt.number());
  }

  static JsonArray write(Collection<AttemptId> attempts) {
    JsonArray list = new JsonArray();
    attempts.forEach(each -> list.add(write(each)));
    return list;
  }

  static AttemptId read(Fields fields) throws BadFrameException {
    AttemptId attempt = new AttemptId(job(fields), index(fields, "node"), index(fields, "number"));
    fields.end();
    return attempt;
  }

  static SortedSet<AttemptId> readAll(JsonArray list) throws BadFrameException {
    SortedSet<AttemptId> all = new TreeSet<>();
    for (Object each : list) {
      if (!(each instanceof JsonObject attempt)) {
        throw new BadFrameException("/attempts: expected an object for each");
      }
      all.add(read(new Fields("/attempts", attempt)));
    }
    return all;
  }

  private static JobId job(Fields fields) throws BadFrameException {
    try {
      return new JobId(fields.text("job"));
    } catch (IllegalArgumentException e) {
      throw fields.wrong("job", "32 lowercase hex digits");
    }
  }

  private static int index(Fields fields, String name) throws BadFrameException {
    int index = fields.smallNumber(name);
    if (index < 0) {
      throw fields.wrong(name, "0 or more");
    }
    return index;
  }
}
