package io.jobsch.vertx.http;

import io.jobsch.vertx.gateway.Gateway;
import io.jobsch.vertx.jobs.SchedulerService;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The routes of the HTTP API, to be mounted anywhere:
 *
 * <pre>{@code
 * router.route("/jobsch/*").subRouter(JobschApi.router(vertx, service, ApiOptions.DEFAULT));
 * }</pre>
 *
 * <p>They read bodies themselves: no body handler may stand before them.
 */
public final class JobschApi {
  private static final String HEALTH = "/health/";
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private final Vertx vertx;
  private final SchedulerService service;
  private final ApiOptions options;
  private final Replies replies;
  private final HostGuard hosts;
  private final TokenGuard tokens;
  private final TokenGuard workerTokens;
  private final Optional<Gateway> gateway;

  private JobschApi(
      Vertx vertx, SchedulerService service, ApiOptions options, Optional<Gateway> gateway) {
    this.vertx = vertx;
    this.service = service;
    this.options = options;
    this.replies = new Replies(vertx, options.timing());
    this.hosts = new HostGuard(options.publicHosts());
    this.gateway = gateway;
    BadTokens bad = new BadTokens(System::nanoTime);
    this.tokens = new TokenGuard("clients'", options.access().client(), bad);
    this.workerTokens = new TokenGuard("workers'", options.access().worker(), bad);
  }

  /** The routes over a scheduler. To be used on one event loop. */
  public static Router router(Vertx vertx, SchedulerService service, ApiOptions options) {
    return new JobschApi(vertx, service, options, Optional.empty()).routes();
  }

  /**
   * The same, and a route at {@link Gateway#PATH} for workers on other machines.
   *
   * @param gateway was opened on the event loop that serves the routes
   */
  public static Router router(
      Vertx vertx, SchedulerService service, ApiOptions options, Gateway gateway) {
    return new JobschApi(vertx, service, options, Optional.of(gateway)).routes();
  }

  private Router routes() {
    Timing timing = options.timing();
    Streams streams = new Streams(options.streams());
    Bodies bodies = new Bodies(vertx, timing.body());
    JobRoutes jobs = new JobRoutes(vertx, service, replies, bodies);
    OutputRoutes output = new OutputRoutes(vertx, service, replies, timing, streams);
    EventRoutes events = new EventRoutes(vertx, service, replies, timing, streams);
    InfoRoutes info = new InfoRoutes(service, replies);

    Router router = Router.router(vertx);
    router.route().handler(this::guard).failureHandler(this::failed);
    route(
        router,
        "/jobs",
        at().document(jobs::list)
            .on(HttpMethod.POST, jobs::submit)
            .on(HttpMethod.DELETE, jobs::cancelInBody));
    route(router, "/jobs/:id", at().document(jobs::show).on(HttpMethod.DELETE, jobs::cancelNamed));
    route(router, "/jobs/:id/output", at().document(output::output));
    route(router, "/jobs/:id/events", at().on(HttpMethod.GET, events::ofJob));
    route(router, "/events", at().on(HttpMethod.GET, events::all));
    gateway.ifPresent(it -> route(router, Gateway.PATH, at().on(HttpMethod.GET, it)));
    route(router, "/workers", at().document(info::workers));
    route(
        router,
        "/workers/:id/drain",
        at().on(HttpMethod.POST, info::drain).on(HttpMethod.DELETE, info::undrain));
    route(router, HEALTH + "live", at().document(info::live));
    route(router, HEALTH + "ready", at().document(info::ready));
    route(router, "/version", at().document(info::version));
    route(router, "/openapi.json", at().document(info::description));
    route(router, "/*", this::nothingHere);
    FailedRequests.handle(router, this::failed);
    return router;
  }

  private void route(Router router, String path, Handler<RoutingContext> resource) {
    router.route(path).handler(resource).failureHandler(this::failed);
  }

  private Resource at() {
    return new Resource(replies);
  }

  /** Of every answer: before anything can be wrong with the request. */
  private static void putHeaders(HttpServerResponse response) {
    response
        .putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    ApiVersion.tell(response);
  }

  private void guard(RoutingContext ctx) {
    putHeaders(ctx.response());
    hosts.check(ctx.request());
    Optional<Problem> version = ApiVersion.check(ctx.request());
    Optional<Problem> problem = version.isPresent() ? version : problem(ctx);
    if (problem.isEmpty()) {
      ctx.next();
    } else if (problem.get().status() == 429) {
      long delay = Math.max(1, options.timing().badToken().toMillis());
      vertx.setTimer(delay, id -> replies.problem(ctx, problem.get()));
    } else {
      replies.problem(ctx, problem.get());
    }
  }

  private Optional<Problem> problem(RoutingContext ctx) {
    if (options.access().equals(Access.OPEN)) {
      return Optional.empty();
    }
    String path = ctx.normalizedPath();
    if (path.startsWith(mounted(ctx) + HEALTH)) {
      return Optional.empty();
    }
    boolean worker = path.equals(mounted(ctx) + Gateway.PATH);
    return (worker ? workerTokens : tokens).problem(ctx.request());
  }

  private static String mounted(RoutingContext ctx) {
    String mounted = Optional.ofNullable(ctx.mountPoint()).orElse("");
    return mounted.endsWith("/") ? mounted.substring(0, mounted.length() - 1) : mounted;
  }

  private void nothingHere(RoutingContext ctx) {
    throw Problems.nothingHere().refused();
  }

  private void failed(RoutingContext ctx) {
    if (!ctx.response().headWritten()) {
      putHeaders(ctx.response());
    }
    replies.problem(
        ctx,
        FailedRequests.isDefect(ctx) && !service.isOpen()
            ? Problems.stopping()
            : FailedRequests.problem(ctx));
  }
}
