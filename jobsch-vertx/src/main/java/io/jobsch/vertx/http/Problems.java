package io.jobsch.vertx.http;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.SpecProblem;
import io.jobsch.spec.SpecRules;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What may be wrong with a request. */
final class Problems {
  /** A document may have a problem at each of its bytes. */
  private static final int LISTED = 1_000;

  private Problems() {}

  static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", detail);
  }

  static Problem badParameter(String name, String message) {
    return new Problem(400, "bad-parameter", name + ": " + message).with("parameter", name);
  }

  static Problem nothingHere() {
    return new Problem(
        404, "no-such-path", "there is nothing here; GET /openapi.json says what there is");
  }

  static Problem noHost() {
    return badRequest(
        "the Host header is missing; it has to say by which name the server is called");
  }

  /** What Vert.x refused before a route saw it: there type and status are of one mind, too. */
  static Problem notUnderstood(HttpServerRequest request, int status) {
    if (status == 404) {
      return nothingHere();
    }
    return request.headers().contains(HttpHeaders.HOST)
        ? badRequest("this is no request that the server understands")
        : noHost();
  }

  static Problem noSuchJob(String id) {
    return new Problem(
        404,
        "no-such-job",
        "there is no job "
            + id
            + ", or it ended so long ago that it is not kept any more; GET /jobs lists those that"
            + " there are");
  }

  static Problem noSuchWorker(String id) {
    return new Problem(
        404,
        "no-such-worker",
        "there is no worker "
            + SpecRules.quoted(id)
            + " that can be asked to drain; GET /workers lists those that are connected");
  }

  static Problem stopping() {
    return new Problem(503, "stopping", "the scheduler is stopping and takes no more jobs")
        .withHeader("retry-after", "10");
  }

  static Problem invalidJob(InvalidJobException e) {
    List<SpecProblem> all = e.problems();
    JsonArray errors = new JsonArray();
    all.stream().limit(LISTED).map(Problems::error).forEach(errors::add);
    String count = all.size() == 1 ? "1 problem" : all.size() + " problems";
    String listed = all.size() > LISTED ? "; the first " + LISTED + " are listed" : "";
    return new Problem(400, "invalid-job", "the job was not accepted: it has " + count + listed)
        .with("errors", errors);
  }

  private static JsonObject error(SpecProblem problem) {
    JsonObject error =
        new JsonObject()
            .put("pointer", problem.pointer().toString())
            .put("message", problem.message());
    problem.position().ifPresent(it -> error.put("line", it.line()).put("column", it.column()));
    return error;
  }
}
