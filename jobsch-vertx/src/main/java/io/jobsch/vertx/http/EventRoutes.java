package io.jobsch.vertx.http;

import io.jobsch.plan.JobId;
import io.jobsch.spec.SpecRules;
import io.jobsch.vertx.jobs.EventLog;
import io.jobsch.vertx.jobs.SchedulerService;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What happens, as Server-Sent Events. */
final class EventRoutes {
  private static final String LAST_SEEN = "Last-Event-ID";

  private final Vertx vertx;
  private final SchedulerService service;
  private final Replies replies;
  private final Timing timing;
  private final Streams streams;

  EventRoutes(
      Vertx vertx, SchedulerService service, Replies replies, Timing timing, Streams streams) {
    this.vertx = vertx;
    this.service = service;
    this.replies = replies;
    this.timing = timing;
    this.streams = streams;
  }

  /** Of all, from now on or from the last one that the client has seen. */
  void all(RoutingContext ctx) {
    Parameters.of(ctx);
    EventLog log = service.events();
    Optional<EventId> seen = seen(ctx);
    long now = log.last();
    boolean gap = seen.filter(it -> !it.isOf(log) || !log.reaches(it.number())).isPresent();
    long from = gap ? now : seen.map(EventId::number).orElse(now);
    open(ctx, new EventSource.All(log), from, gap);
  }

  /**
   * Of a job, from its beginning or from the last one that the client has seen. Whoever has seen
   * the end is told not to ask again.
   */
  void ofJob(RoutingContext ctx) {
    Parameters.of(ctx);
    JobId job = JobRoutes.job(ctx);
    if (service.archive().find(job).isEmpty()) {
      throw Problems.noSuchJob(job.value()).refused();
    }
    EventLog log = service.events();
    Optional<EventId> seen = seen(ctx);
    boolean gap = seen.filter(it -> !it.isOf(log)).isPresent();
    long from = gap ? 0 : seen.map(EventId::number).orElse(0L);
    EventSource source = new EventSource.OfJob(log, job);
    if (isOver(job) && source.after(from, 1).isEmpty()) {
      replies.empty(ctx, 204);
    } else {
      open(ctx, source, from, gap);
    }
  }

  private boolean isOver(JobId job) {
    return service.archive().find(job).filter(it -> !it.state().isTerminal()).isEmpty();
  }

  private void open(RoutingContext ctx, EventSource source, long from, boolean gap) {
    streams.opened();
    new EventStream(vertx, ctx.request(), source, timing, streams::closed)
        .open(service.events().origin(), from, gap);
  }

  private static Optional<EventId> seen(RoutingContext ctx) {
    return Optional.ofNullable(ctx.request().getHeader(LAST_SEEN))
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                EventId.parse(text)
                    .orElseThrow(
                        () ->
                            Problems.badRequest(
                                    LAST_SEEN
                                        + ": expected the id of an event of this server, found "
                                        + SpecRules.quoted(text))
                                .refused()));
  }
}
