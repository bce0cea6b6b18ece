package io.jobsch.vertx.wire;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of attempts, in JSON. */
final class EndingCodec {
  private EndingCodec() {}

  static JsonObject write(Ending ending) {
    if (ending instanceof Ending.Exited it) {
      return put(it.status(), type("exited"));
    }
    if (ending instanceof Ending.Killed it) {
      JsonObject json = type("killed").put("cause", Words.of(it.cause()));
      it.status().ifPresent(status -> put(status, json));
      return json;
    }
    if (ending instanceof Ending.NotStarted it) {
      return type("not_started").put("kind", Words.of(it.kind())).put("message", it.message());
    }
    if (ending instanceof Ending.Unkillable it) {
      return type("unkillable")
          .put("cause", Words.of(it.cause()))
          .put("survivors", new JsonArray(new ArrayList<>(it.survivors())));
    }
    if (ending instanceof Ending.Lost it) {
      return type("lost").put("message", it.message());
    }
    throw new AssertionError("an ending without words: " + ending);
  }

  private static JsonObject type(String type) {
    return new JsonObject().put("type", type);
  }

  private static JsonObject put(ExitStatus status, JsonObject json) {
    return status instanceof ExitStatus.Signal signal
        ? json.put("signal", signal.number())
        : json.put("exit_code", ((ExitStatus.Code) status).value());
  }

  static Ending read(Fields fields) throws BadFrameException {
    Ending ending =
        switch (fields.text("type")) {
          case "exited" ->
              new Ending.Exited(
                  status(fields)
                      .orElseThrow(() -> fields.wrong("exit_code", "a number, or a signal")));
          case "killed" ->
              new Ending.Killed(fields.oneOf("cause", Ending.Cause.class), status(fields));
          case "not_started" ->
              new Ending.NotStarted(
                  fields.oneOf("kind", Ending.NotStarted.Kind.class), fields.text("message"));
          case "unkillable" ->
              new Ending.Unkillable(fields.oneOf("cause", Ending.Cause.class), survivors(fields));
          case "lost" -> new Ending.Lost(fields.text("message"));
          default -> throw fields.wrong("type", "an ending that is known here");
        };
    fields.end();
    return ending;
  }

  private static Optional<ExitStatus> status(Fields fields) throws BadFrameException {
    if (fields.has("signal")) {
      return Optional.of(new ExitStatus.Signal(fields.smallNumber("signal")));
    }
    return fields.has("exit_code")
        ? Optional.of(new ExitStatus.Code(fields.smallNumber("exit_code")))
        : Optional.empty();
  }

  private static List<String> survivors(Fields fields) throws BadFrameException {
    List<String> all = new ArrayList<>();
    for (Object each : fields.list("survivors")) {
      if (!(each instanceof String survivor)) {
        throw fields.wrong("survivors", "a list of strings");
      }
      all.add(survivor);
    }
    return all;
  }
}
