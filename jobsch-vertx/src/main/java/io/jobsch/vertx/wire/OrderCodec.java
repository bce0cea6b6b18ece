package io.jobsch.vertx.wire;

import io.jobsch.plan.AttemptId;
import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Address;
import io.jobsch.workers.Launch;
import io.jobsch.workers.Order;
import io.jobsch.workers.Urgency;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Orders in JSON. Who they are from and for is in the head of their frame. */
final class OrderCodec {
  static final String START = "start";
  static final String STOP = "stop";
  static final String ACKNOWLEDGE = "acknowledge";
  static final String ASK_SUITABILITY = "ask_suitability";

  private OrderCodec() {}

  static JsonObject write(Order order) {
    if (order instanceof Order.Start it) {
      return write(START, it.attempt()).put("launch", write(it.launch()));
    }
    if (order instanceof Order.Stop it) {
      return write(STOP, it.attempt()).put("urgency", Words.of(it.urgency()));
    }
    if (order instanceof Order.Acknowledge it) {
      return write(ACKNOWLEDGE, it.attempt());
    }
    if (order instanceof Order.AskSuitability it) {
      JsonArray roles = new JsonArray();
      it.roles().forEach(role -> roles.add(role.value()));
      return new JsonObject().put("type", ASK_SUITABILITY).put("roles", roles);
    }
    throw new AssertionError("an order without words: " + order);
  }

  private static JsonObject write(String type, AttemptId attempt) {
    return new JsonObject().put("type", type).put("attempt", Attempts.write(attempt));
  }

  private static JsonObject write(Launch launch) {
    JsonObject env = new JsonObject();
    launch.env().forEach(env::put);
    JsonObject json =
        new JsonObject()
            .put("node", launch.node().toString())
            .put("role", launch.role().value())
            .put("command", write(launch.command()))
            .put("env", env);
    launch.cwd().ifPresent(cwd -> json.put("cwd", cwd));
    launch.timeout().ifPresent(timeout -> json.put("timeout", timeout.toString()));
    return json;
  }

  private static Object write(Command command) {
    if (command instanceof Command.Shell shell) {
      return shell.line();
    }
    JsonArray words = new JsonArray();
    command.argv().forEach(words::add);
    return words;
  }

  /** The order of a type that is one; empty for another type. */
  static Optional<Order> read(String type, Address to, Fields fields) throws BadFrameException {
    return switch (type) {
      case START ->
          Optional.of(
              new Order.Start(
                  to, Attempts.read(fields.object("attempt")), launch(fields.object("launch"))));
      case STOP ->
          Optional.of(
              new Order.Stop(
                  to,
                  Attempts.read(fields.object("attempt")),
                  fields.oneOf("urgency", Urgency.class)));
      case ACKNOWLEDGE ->
          Optional.of(new Order.Acknowledge(to, Attempts.read(fields.object("attempt"))));
      case ASK_SUITABILITY -> Optional.of(new Order.AskSuitability(to, roles(fields)));
      default -> Optional.empty();
    };
  }

  private static SortedSet<RoleName> roles(Fields fields) throws BadFrameException {
    SortedSet<RoleName> roles = new TreeSet<>();
    for (Object role : fields.list("roles")) {
      if (!(role instanceof String name) || name.isEmpty()) {
        throw fields.wrong("roles", "names of roles");
      }
      roles.add(new RoleName(name));
    }
    return roles;
  }

  private static Launch launch(Fields fields) throws BadFrameException {
    try {
      Launch launch =
          new Launch(
              Pointer.parse(fields.text("node")),
              new RoleName(fields.text("role")),
              command(fields),
              env(fields.object("env")),
              fields.optionalText("cwd"),
              timeout(fields));
      fields.end();
      return launch;
    } catch (IllegalArgumentException e) {
      throw new BadFrameException(fields.place() + ": " + e.getMessage());
    }
  }

  private static Command command(Fields fields) throws BadFrameException {
    if (fields.isText("command")) {
      return new Command.Shell(fields.text("command"));
    }
    List<String> words = new ArrayList<>();
    for (Object word : fields.list("command")) {
      if (!(word instanceof String text)) {
        throw fields.wrong("command", "a list of strings");
      }
      words.add(text);
    }
    return new Command.Argv(words);
  }

  private static Map<String, String> env(Fields fields) throws BadFrameException {
    Map<String, String> env = new LinkedHashMap<>();
    for (String name : fields.names()) {
      env.put(name, fields.text(name));
    }
    return env;
  }

  private static Optional<Duration> timeout(Fields fields) throws BadFrameException {
    Optional<String> text = fields.optionalText("timeout");
    try {
      return text.map(Duration::parse);
    } catch (DateTimeParseException e) {
      throw fields.wrong("timeout", "a duration as ISO 8601 writes it");
    }
  }
}
