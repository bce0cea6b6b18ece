package io.jobsch.vertx.http;

import io.jobsch.vertx.gateway.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The route for workers where there is no other. */
final class WorkerRoutes {
  private final Vertx vertx;
  private final ApiOptions options;
  private final Replies replies;
  private final HostGuard hosts;
  private final TokenGuard tokens;

  private WorkerRoutes(Vertx vertx, ApiOptions options) {
    this.vertx = vertx;
    this.options = options;
    this.replies = new Replies(vertx, options.timing());
    this.hosts = new HostGuard(options.publicHosts());
    this.tokens =
        new TokenGuard("workers'", options.access().worker(), new BadTokens(System::nanoTime));
  }

  static Router router(Vertx vertx, ApiOptions options, Gateway gateway) {
    return new WorkerRoutes(vertx, options).routes(gateway);
  }

  private Router routes(Gateway gateway) {
    Router router = Router.router(vertx);
    router.route().handler(this::guard).failureHandler(this::failed);
    router
        .route(Gateway.PATH)
        .handler(new Resource(replies).on(HttpMethod.GET, gateway))
        .failureHandler(this::failed);
    router.route().handler(this::nothingHere).failureHandler(this::failed);
    FailedRequests.handle(router, this::failed);
    return router;
  }

  private void guard(RoutingContext ctx) {
    ApiVersion.tell(ctx.response());
    hosts.check(ctx.request());
    Optional<Problem> problem = tokens.problem(ctx.request());
    if (problem.isEmpty()) {
      ctx.next();
    } else if (problem.get().status() == 429) {
      long delay = Math.max(1, options.timing().badToken().toMillis());
      vertx.setTimer(delay, id -> replies.problem(ctx, problem.get()));
    } else {
      replies.problem(ctx, problem.get());
    }
  }

  private void nothingHere(RoutingContext ctx) {
    throw new Problem(404, "no-such-path", "there is nothing here but " + Gateway.PATH).refused();
  }

  private void failed(RoutingContext ctx) {
    if (!ctx.response().headWritten()) {
      ApiVersion.tell(ctx.response());
    }
    replies.problem(ctx, FailedRequests.problem(ctx));
  }
}
