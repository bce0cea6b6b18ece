package io.jobsch.vertx.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sends answers that are there whole. Nobody is waited for longer than is allowed: neither a client
 * that does not read its answer, nor one that goes on sending what nobody wants.
 */
final class Replies {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  /** For those who look at answers on a terminal. */
  private static final byte LINE_END = '\n';

  /** So much of a body that nobody wants is read, so that the answer is not lost on its way. */
  private static final long DRAINED_BYTES = 8L << 20;

  private static final Duration DRAINING = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Deadlines stalls;

  Replies(Vertx vertx, Timing timing) {
    this.vertx = vertx;
    this.stalls = new Deadlines(vertx, timing.stall());
  }

  /** Goes on with what is there then; whatever goes wrong is answered. */
  static <T> void then(RoutingContext ctx, Future<T> future, Consumer<T> next) {
    future.onComplete(
        (value, why) -> {
          if (why != null) {
            ctx.fail(why);
            return;
          }
          try {
            next.accept(value);
          } catch (RuntimeException | Error e) {
            ctx.fail(e);
          }
        });
  }

  void json(RoutingContext ctx, int status, String body) {
    send(
        ctx,
        status,
        JSON,
        Buffer.buffer(body.length() + 1).appendString(body).appendByte(LINE_END));
  }

  void problem(RoutingContext ctx, Problem problem) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      ctx.request().connection().close();
      return;
    }
    problem.headers().forEach(response::putHeader);
    send(
        ctx,
        problem.status(),
        Problem.CONTENT_TYPE,
        Buffer.buffer(problem.json()).appendByte(LINE_END));
  }

  void empty(RoutingContext ctx, int status) {
    ctx.response().setStatusCode(status);
    finish(ctx, ctx.response().end());
  }

  private void send(RoutingContext ctx, int status, CharSequence type, Buffer body) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
    if (mustClose(ctx.request())) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    finish(ctx, response.end(body));
  }

  /**
   * Where a body was chunked there may have been a length, too, that somebody before us believed
   * in: what follows on the connection must not be taken for a request (RFC 9112, 6.1).
   */
  private static boolean mustClose(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private void finish(RoutingContext ctx, Future<Void> sent) {
    HttpConnection connection = ctx.request().connection();
    if (!sent.isComplete()) {
      Deadlines.Deadline stall = stalls.begin(connection::close);
      sent.onComplete(done -> stall.met());
    }
    if (!ctx.request().isEnded()) {
      drain(ctx.request());
    } else if (mustClose(ctx.request())) {
      sent.onComplete(done -> connection.close());
    }
  }

  private void drain(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    long timer = vertx.setTimer(DRAINING.toMillis(), id -> connection.close());
    long[] drained = {0};
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          if (mustClose(request)) {
            connection.close();
          }
        });
    request.handler(
        bytes -> {
          drained[0] += bytes.length();
          if (drained[0] > DRAINED_BYTES) {
            vertx.cancelTimer(timer);
            connection.close();
          }
        });
    request.resume();
  }
}
