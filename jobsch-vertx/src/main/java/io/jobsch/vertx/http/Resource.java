package io.jobsch.vertx.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What can be done at a path. Whoever asks for anything else is told what can. */
final class Resource implements Handler<RoutingContext> {
  private final Map<HttpMethod, Handler<RoutingContext>> methods = new LinkedHashMap<>();
  private final Replies replies;

  Resource(Replies replies) {
    this.replies = replies;
    methods.put(HttpMethod.OPTIONS, this::options);
  }

  Resource on(HttpMethod method, Handler<RoutingContext> handler) {
    methods.put(method, handler);
    return this;
  }

  /** What can be read: of which one may ask for the head alone. */
  Resource document(Handler<RoutingContext> handler) {
    return on(HttpMethod.GET, handler).on(HttpMethod.HEAD, handler);
  }

  @Override
  public void handle(RoutingContext ctx) {
    Handler<RoutingContext> handler = methods.get(ctx.request().method());
    if (handler == null) {
      throw new Problem(
              405, "method-not-allowed", "expected one of the methods " + allowed() + " here")
          .withHeader("allow", allowed())
          .refused();
    }
    handler.handle(ctx);
  }

  private void options(RoutingContext ctx) {
    ctx.response().putHeader("allow", allowed());
    replies.empty(ctx, 204);
  }

  private String allowed() {
    TreeSet<String> names = new TreeSet<>();
    methods.keySet().forEach(method -> names.add(method.name()));
    return String.join(", ", names);
  }
}
