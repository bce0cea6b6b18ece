package io.jobsch.vertx.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What is wrong with a request that no route has answered. */
final class FailedRequests {
  private static final Logger LOG = System.getLogger(FailedRequests.class.getName());

  /** Those with which a router fails a request by itself. */
  private static final int[] STATUSES = {400, 404, 405, 413, 414, 415, 500, 501};

  private FailedRequests() {}

  /** Has all requests that fail before any route, or in none, answered by one handler. */
  static void handle(Router router, Handler<RoutingContext> failed) {
    for (int status : STATUSES) {
      router.errorHandler(status, failed);
    }
  }

  /** Whether it is the server's failure, and not the client's. */
  static boolean isDefect(RoutingContext ctx) {
    return !(ctx.failure() instanceof Refused)
        && (ctx.statusCode() < 400 || ctx.statusCode() >= 500);
  }

  static Problem problem(RoutingContext ctx) {
    if (ctx.failure() instanceof Refused refused) {
      return refused.problem();
    }
    if (!isDefect(ctx)) {
      return Problems.notUnderstood(ctx.request(), ctx.statusCode());
    }
    LOG.log(
        Level.ERROR,
        () -> "a defect of jobsch's, please report it: " + ctx.request().method() + " failed",
        ctx.failure());
    return new Problem(
        500, "defect", "this is a defect of jobsch's; the server's log says more of it");
  }
}
