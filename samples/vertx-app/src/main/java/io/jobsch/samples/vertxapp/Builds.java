package io.jobsch.samples.vertxapp;

import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.spec.JobSpec;
import io.jobsch.vertx.jobs.SchedulerService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.regex.Pattern;

/** The application's own routes: what is to be built, and how that gets on. */
final class Builds {
  private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9-]{0,40}");
  private static final int MOST_BYTES = 10_000;
  private static final int TAIL = 1_000;

  private final SchedulerService jobs;

  Builds(SchedulerService jobs) {
    this.jobs = jobs;
  }

  void mount(Router router) {
    router
        .post("/builds")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::begin);
    router.get("/builds/:id").handler(this::show);
  }

  /** A builder packs, then a tester looks at it: two roles, each played by a worker of its own. */
  static JobSpec job(String project) {
    return sequence(
            sh("mkdir -p $PROJECT && echo $PROJECT 1.0 > $PROJECT/package && echo packed")
                .name("pack")
                .role("builder"),
            sh("grep 1.0 $PROJECT/package").name("test").role("tester").timeout(ofSeconds(30)))
        .name("build of " + project)
        .env("PROJECT", project);
  }

  /** {@code {"project": "hello"}} is answered with where to look for the build. */
  private void begin(RoutingContext ctx) {
    Optional<String> project = project(ctx);
    if (project.isEmpty()) {
      refuse(ctx, 400, "expected {\"project\": a name of a-z, 0-9 and -}");
      return;
    }
    // A name is data: it goes to the commands in a variable, never into their text.
    jobs.future(jobs.scheduler().submit(job(project.get())).accepted())
        .onSuccess(
            id -> {
              String build = id.value();
              ctx.response().setStatusCode(202).putHeader("location", "/builds/" + build);
              ctx.json(new JsonObject().put("build", build));
            })
        .onFailure(ctx::fail);
  }

  private static Optional<String> project(RoutingContext ctx) {
    try {
      return Optional.ofNullable(ctx.body().asJsonObject())
          .map(it -> it.getString("project"))
          .filter(name -> PROJECT.matcher(name).matches());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private void show(RoutingContext ctx) {
    find(ctx.pathParam("id"))
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    build -> ctx.json(view(build)),
                    () -> refuse(ctx, 404, "there is no such build, or no longer")))
        .onFailure(ctx::fail);
  }

  private Future<Optional<JobResult>> find(String id) {
    try {
      return jobs.status(new JobId(id)).map(found -> found.map(it -> it.job()));
    } catch (IllegalArgumentException e) {
      return Future.succeededFuture(Optional.empty());
    }
  }

  private static JsonObject view(JobResult build) {
    JsonArray steps = new JsonArray();
    build.root().work().forEach(step -> steps.add(view(step)));
    JsonObject view =
        new JsonObject()
            .put("build", build.id().value())
            .put("state", build.state().toString())
            .put("steps", steps);
    build.reason().ifPresent(reason -> view.put("reason", reason.toString()));
    return view;
  }

  private static JsonObject view(NodeResult step) {
    return new JsonObject()
        .put("step", step.spec().attributes().name().orElse(""))
        .put("state", step.state().toString())
        .put("output", new String(step.stdout().tail(TAIL), UTF_8));
  }

  private static void refuse(RoutingContext ctx, int status, String why) {
    ctx.response().setStatusCode(status);
    ctx.json(new JsonObject().put("error", why));
  }
}
