package io.jobsch.vertx.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Reads bodies up to a limit, and for as long as is allowed. Whatever their content type. */
final class Bodies {
  private final Duration patience;
  private final Deadlines deadlines;

  Bodies(Vertx vertx, Duration patience) {
    this.patience = patience;
    this.deadlines = new Deadlines(vertx, patience);
  }

  /** The body of a request; fails with a {@link Refused}. To be called when its head has come. */
  Future<Buffer> read(RoutingContext ctx, int limit) {
    HttpServerRequest request = ctx.request();
    if (isEncoded(request)) {
      return Future.failedFuture(
          new Problem(
                  415,
                  "encoded-body",
                  "expected a body as it is, without Content-Encoding; send it uncompressed")
              .refused());
    }
    if (announced(request) > limit) {
      return Future.failedFuture(tooLarge(limit));
    }
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      ctx.response().writeContinue();
    }
    Reading reading = new Reading(request, limit);
    return reading.promise.future();
  }

  private static boolean isEncoded(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Refused tooLarge(int limit) {
    return new Problem(
            413, "too-large", "expected a body of at most " + limit + " bytes; this one has more")
        .refused();
  }

  /** A body on its way. */
  private final class Reading {
    private final Promise<Buffer> promise = Promise.promise();
    private Buffer body = Buffer.buffer();
    private final int limit;
    private final Deadlines.Deadline deadline;

    Reading(HttpServerRequest request, int limit) {
      this.limit = limit;
      this.deadline = deadlines.begin(this::tooSlow);
      request.handler(this::add);
      request.exceptionHandler(
          gone -> end(Problems.badRequest("the body ended before it was complete").refused()));
      request.endHandler(
          end -> {
            deadline.met();
            promise.tryComplete(body);
          });
    }

    private void add(Buffer bytes) {
      if (body.length() + bytes.length() > limit) {
        end(tooLarge(limit));
      } else if (body.length() == 0) {
        body = bytes; // most come in one piece
      } else {
        body.appendBuffer(bytes);
      }
    }

    private void tooSlow() {
      end(
          new Problem(
                  408, "too-slow", "the body was not complete after " + patience.toMillis() + " ms")
              .refused());
    }

    private void end(Refused why) {
      deadline.met();
      promise.tryFail(why);
    }
  }
}
