package io.jobsch.vertx.wire;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.News;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Written;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** News in JSON. Whose it is is in the head of its frame. */
final class NewsCodec {
  private NewsCodec() {}

  static JsonObject write(News news) {
    if (news instanceof News.Joined it) {
      return type("joined")
          .put("suitability", write(it.profile().suitability()))
          .put("isolation", it.profile().isolation())
          .put("draining", it.profile().draining())
          .put("attempts", Attempts.write(it.attempts()));
    }
    if (news instanceof News.Started it) {
      return type("started").put("attempt", Attempts.write(it.attempt())).put("pid", it.pid());
    }
    if (news instanceof News.Ended it) {
      return type("ended")
          .put("attempt", Attempts.write(it.attempt()))
          .put("ending", EndingCodec.write(it.ending()))
          .put("stdout", it.written().stdout())
          .put("stderr", it.written().stderr());
    }
    if (news instanceof News.Suits it) {
      JsonObject answers = new JsonObject();
      it.answers().forEach((role, suits) -> answers.put(role.value(), suits));
      JsonObject json = type("suits").put("answers", answers);
      it.problem().ifPresent(problem -> json.put("problem", problem));
      return json;
    }
    if (news instanceof News.SuitabilityChanged) {
      return type("suitability_changed");
    }
    if (news instanceof News.Left) {
      return type("left");
    }
    throw new AssertionError("news without words: " + news);
  }

  private static JsonObject type(String type) {
    return new JsonObject().put("type", type);
  }

  private static JsonObject write(Suitability suitability) {
    if (suitability instanceof Suitability.Patterns it) {
      JsonArray patterns = new JsonArray();
      it.patterns().forEach(pattern -> patterns.add(pattern.glob()));
      return type("patterns").put("patterns", patterns);
    }
    return type(suitability instanceof Suitability.Everything ? "everything" : "on_request");
  }

  /** The news of a type that is some; empty for another type. */
  static Optional<News> read(String type, Head head, Fields fields) throws BadFrameException {
    return switch (type) {
      case "joined" ->
          Optional.of(
              new News.Joined(
                  head.worker(),
                  head.incarnation(),
                  new News.Profile(
                      suitability(fields.object("suitability")),
                      fields.name("isolation", 64),
                      fields.flag("draining")),
                  Attempts.readAll(fields.list("attempts"))));
      case "started" ->
          Optional.of(
              new News.Started(
                  head.worker(),
                  head.incarnation(),
                  Attempts.read(fields.object("attempt")),
                  fields.number("pid")));
      case "ended" ->
          Optional.of(
              new News.Ended(
                  head.worker(),
                  head.incarnation(),
                  Attempts.read(fields.object("attempt")),
                  EndingCodec.read(fields.object("ending")),
                  new Written(fields.number("stdout"), fields.number("stderr"))));
      case "suits" ->
          Optional.of(
              new News.Suits(
                  head.worker(),
                  head.incarnation(),
                  answers(fields.object("answers")),
                  fields.optionalText("problem")));
      case "suitability_changed" ->
          Optional.of(new News.SuitabilityChanged(head.worker(), head.incarnation()));
      case "left" -> Optional.of(new News.Left(head.worker(), head.incarnation()));
      default -> Optional.empty();
    };
  }

  private static Suitability suitability(Fields fields) throws BadFrameException {
    Suitability suitability =
        switch (fields.text("type")) {
          case "everything" -> new Suitability.Everything();
          case "on_request" -> new Suitability.OnRequest();
          case "patterns" -> new Suitability.Patterns(patterns(fields));
          default -> throw fields.wrong("type", "everything, on_request or patterns");
        };
    fields.end();
    return suitability;
  }

  private static List<RolePattern> patterns(Fields fields) throws BadFrameException {
    List<RolePattern> patterns = new ArrayList<>();
    for (Object pattern : fields.list("patterns")) {
      if (!(pattern instanceof String glob) || glob.isEmpty()) {
        throw fields.wrong("patterns", "patterns of roles");
      }
      patterns.add(new RolePattern(glob));
    }
    return patterns;
  }

  private static SortedMap<RoleName, Boolean> answers(Fields fields) throws BadFrameException {
    SortedMap<RoleName, Boolean> answers = new TreeMap<>();
    for (String role : fields.names()) {
      if (role.isEmpty()) {
        throw fields.wrong(role, "the name of a role");
      }
      answers.put(new RoleName(role), fields.flag(role));
    }
    return answers;
  }
}
