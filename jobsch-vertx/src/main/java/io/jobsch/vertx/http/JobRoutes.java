package io.jobsch.vertx.http;

import io.jobsch.JobHandle;
import io.jobsch.JobQuery;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobState;
import io.jobsch.result.JobStatus;
import io.jobsch.result.json.ResultWriter;
import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecRules;
import io.jobsch.spec.json.SpecReader;
import io.jobsch.vertx.http.json.CancelRequest;
import io.jobsch.vertx.jobs.SchedulerService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Jobs: submitted, listed, shown, cancelled. */
final class JobRoutes {
  private static final int CANCEL_BYTES = 4096;
  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final int LONGEST_WAIT = 3_600;

  /** A larger document takes so long to read that it is not done on the event loop. */
  private static final int SMALL_DOCUMENT = 8 * 1024;

  private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{1,32}");

  /** A job with more nodes takes so long to write that it is not done there either. */
  private static final int SMALL_JOB = 16;

  private final Vertx vertx;
  private final SchedulerService service;
  private final Replies replies;
  private final Bodies bodies;
  private final SpecLimits limits;
  private final SpecReader reader;

  JobRoutes(Vertx vertx, SchedulerService service, Replies replies, Bodies bodies) {
    this.vertx = vertx;
    this.service = service;
    this.replies = replies;
    this.bodies = bodies;
    this.limits = service.settings().limits();
    this.reader = new SpecReader(limits);
  }

  /** The job that a path names. */
  static JobId job(RoutingContext ctx) {
    return parsed(ctx.pathParam("id"), 404);
  }

  private static JobId parsed(String text, int otherwise) {
    try {
      return new JobId(text);
    } catch (IllegalArgumentException e) {
      throw Problems.noSuchJob(SpecRules.quoted(text)).as(otherwise).refused();
    }
  }

  void submit(RoutingContext ctx) {
    Parameters parameters = Parameters.of(ctx, "dry_run", "wait");
    boolean dryRun = parameters.flag("dry_run");
    Optional<Long> wait = parameters.wholeNumber("wait", 0, LONGEST_WAIT);
    Consumer<JobPlan> next = dryRun ? plan -> tell(ctx, plan) : plan -> submit(ctx, plan, wait);
    Replies.then(ctx, bodies.read(ctx, limits.documentBytes()), body -> plan(ctx, body, next));
  }

  private void plan(RoutingContext ctx, Buffer body, Consumer<JobPlan> next) {
    if (body.length() <= SMALL_DOCUMENT) {
      next.accept(parse(body));
    } else {
      Replies.then(ctx, vertx.executeBlocking(() -> parse(body), false), next);
    }
  }

  private JobPlan parse(Buffer body) {
    try {
      return Planner.plan(reader.read(body.getBytes()), limits);
    } catch (InvalidJobException e) {
      throw Problems.invalidJob(e).refused();
    }
  }

  private void tell(RoutingContext ctx, JobPlan plan) {
    Replies.then(
        ctx,
        service.trial(plan),
        trial -> replies.json(ctx, 200, Documents.trial(plan, trial).encode()));
  }

  private void submit(RoutingContext ctx, JobPlan plan, Optional<Long> wait) {
    JobHandle job = handIn(plan);
    Replies.then(
        ctx,
        service.future(job.accepted()),
        id -> {
          String name = id.value();
          ctx.response().putHeader(HttpHeaders.LOCATION, location(ctx, name));
          if (wait.isPresent()) {
            await(ctx, job, wait.get());
          } else {
            replies.json(ctx, 200, named(name));
          }
        });
  }

  private JobHandle handIn(JobPlan plan) {
    if (service.isFull()) {
      throw new Problem(
              503,
              "too-many-jobs",
              "there are "
                  + service.settings().mostJobs()
                  + " jobs that are not over, which is as many as this server takes; try again"
                  + " when some of them are")
          .withHeader("retry-after", "10")
          .refused();
    }
    try {
      return service.submit(plan);
    } catch (IllegalStateException closed) {
      throw Problems.stopping().refused();
    }
  }

  private static String location(RoutingContext ctx, String job) {
    String mounted = Optional.ofNullable(ctx.mountPoint()).orElse("");
    String base = mounted.endsWith("/") ? mounted.substring(0, mounted.length() - 1) : mounted;
    return base + "/jobs/" + job;
  }

  private static String named(String job) {
    return "{\"job_id\":\"" + job + "\"}";
  }

  private void await(RoutingContext ctx, JobHandle job, long seconds) {
    service
        .future(job.result().orTimeout(seconds, TimeUnit.SECONDS))
        .onComplete(
            result -> show(ctx, job.id()),
            notYet -> replies.json(ctx, 202, named(job.id().value())));
  }

  void show(RoutingContext ctx) {
    Parameters.of(ctx);
    show(ctx, job(ctx));
  }

  private void show(RoutingContext ctx, JobId id) {
    Replies.then(
        ctx,
        service
            .status(id)
            .map(it -> it.orElseThrow(() -> Problems.noSuchJob(id.value()).refused()))
            .compose(this::written),
        text -> replies.json(ctx, 200, text));
  }

  private Future<String> written(JobStatus status) {
    return status.job().root().all().limit(SMALL_JOB + 1L).count() <= SMALL_JOB
        ? Future.succeededFuture(ResultWriter.writeStatus(status))
        : vertx.executeBlocking(() -> ResultWriter.writeStatus(status), false);
  }

  void list(RoutingContext ctx) {
    Parameters parameters = Parameters.of(ctx, "state", "name", "id_prefix", "limit", "cursor");
    JobQuery query =
        new JobQuery(
            parameters.someOf("state", List.of(JobState.values())),
            parameters.text("name"),
            parameters.text("id_prefix").map(JobRoutes::beginning),
            parameters.wholeNumber("limit", 1, LARGEST_PAGE).map(Long::intValue).orElse(USUAL_PAGE),
            parameters.text("cursor").map(Cursors::read).orElse(OptionalLong.empty()));
    Replies.then(
        ctx,
        vertx.executeBlocking(() -> Documents.page(service.archive().page(query)).encode(), false),
        text -> replies.json(ctx, 200, text));
  }

  void cancelNamed(RoutingContext ctx) {
    Parameters.of(ctx);
    JobId id = job(ctx);
    cancel(ctx, id, Problems.noSuchJob(id.value()));
  }

  /** Of clients that speak this call alone, and are answered 400 where a job is not there. */
  void cancelInBody(RoutingContext ctx) {
    Parameters.of(ctx);
    Replies.then(
        ctx,
        bodies.read(ctx, CANCEL_BYTES),
        body -> {
          JobId id = requested(body);
          cancel(ctx, id, Problems.noSuchJob(id.value()).as(400));
        });
  }

  private static JobId requested(Buffer body) {
    String text =
        CancelRequest.read(body.getBytes())
            .orElseThrow(() -> Problems.badRequest(CancelRequest.EXPECTED).refused());
    return parsed(text, 400);
  }

  private void cancel(RoutingContext ctx, JobId id, Problem missing) {
    Replies.then(
        ctx,
        service.cancel(id).map(it -> it.orElseThrow(missing::refused)),
        state -> cancelled(ctx, id, state));
  }

  private static String beginning(String prefix) {
    if (!ID_PREFIX.matcher(prefix).matches()) {
      throw Problems.badParameter(
              "id_prefix",
              "expected the first of the 32 lowercase hex digits of an id, found "
                  + SpecRules.quoted(prefix))
          .refused();
    }
    return prefix;
  }

  private void cancelled(RoutingContext ctx, JobId id, JobState state) {
    if (state.isTerminal() && state != JobState.CANCELLED) {
      ctx.fail(
          new Problem(409, "already-over", "job " + id + " is over: it has " + state)
              .with("job_id", id.value())
              .with("state", state.toString())
              .refused());
    } else {
      replies.json(ctx, 200, "{\"job_id\":\"" + id.value() + "\",\"state\":\"" + state + "\"}");
    }
  }
}
