package io.jobsch.vertx.http;

import io.jobsch.WorkerView;
import io.jobsch.vertx.jobs.SchedulerService;
import io.jobsch.vertx.jobs.Version;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the server says of itself and of its workers. */
final class InfoRoutes {
  private final SchedulerService service;
  private final Replies replies;
  private final String version =
      new JsonObject()
          .put("name", "jobsch")
          .put("version", Version.TEXT)
          .put("api", ApiVersion.NUMBER)
          .put("java", Runtime.version().toString())
          .encode();
  private final String description = description();

  InfoRoutes(SchedulerService service, Replies replies) {
    this.service = service;
    this.replies = replies;
  }

  private static String description() {
    try (InputStream file = InfoRoutes.class.getResourceAsStream("openapi.json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json is in no jar of jobsch's", e);
    }
  }

  void live(RoutingContext ctx) {
    Parameters.of(ctx);
    replies.json(ctx, 200, "{\"status\":\"live\"}");
  }

  void ready(RoutingContext ctx) {
    Parameters.of(ctx);
    if (service.isOpen()) {
      replies.json(ctx, 200, "{\"status\":\"ready\"}");
    } else {
      throw Problems.stopping().refused();
    }
  }

  void version(RoutingContext ctx) {
    Parameters.of(ctx);
    replies.json(ctx, 200, version);
  }

  void description(RoutingContext ctx) {
    Parameters.of(ctx);
    replies.json(ctx, 200, description);
  }

  void drain(RoutingContext ctx) {
    drain(ctx, true);
  }

  void undrain(RoutingContext ctx) {
    drain(ctx, false);
  }

  private void drain(RoutingContext ctx, boolean wanted) {
    Parameters.of(ctx);
    String id = ctx.pathParam("id");
    if (id.isBlank()) {
      throw Problems.noSuchWorker(id).refused();
    }
    Replies.then(
        ctx,
        named(id),
        worker ->
            Replies.then(
                ctx, service.drain(worker, wanted), asked -> drained(ctx, worker, wanted, asked)));
  }

  /** A worker is named by its name, or by one of its lives; a name comes first. */
  private Future<WorkerId> named(String id) {
    return service
        .future(service.scheduler().workers())
        .map(
            all ->
                all.stream()
                    .filter(it -> Documents.life(it).equals(id))
                    .map(WorkerView::id)
                    .filter(it -> all.stream().noneMatch(other -> other.id().value().equals(id)))
                    .findFirst()
                    .orElseGet(() -> new WorkerId(id)));
  }

  private void drained(RoutingContext ctx, WorkerId worker, boolean wanted, boolean asked) {
    if (!asked) {
      throw Problems.noSuchWorker(ctx.pathParam("id")).refused();
    }
    replies.json(
        ctx, 200, new JsonObject().put("worker", worker.value()).put("draining", wanted).encode());
  }

  void workers(RoutingContext ctx) {
    Parameters.of(ctx);
    Replies.then(
        ctx,
        service.future(service.scheduler().workers()),
        all -> replies.json(ctx, 200, Documents.workers(all, service::contact).encode()));
  }
}
