package io.jobsch.vertx.http;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecRules;
import io.jobsch.vertx.jobs.SchedulerService;
import io.jobsch.workers.StreamName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** What commands wrote, as bytes. */
final class OutputRoutes {
  private final Vertx vertx;
  private final SchedulerService service;
  private final Replies replies;
  private final Timing timing;
  private final Streams streams;

  OutputRoutes(
      Vertx vertx, SchedulerService service, Replies replies, Timing timing, Streams streams) {
    this.vertx = vertx;
    this.service = service;
    this.replies = replies;
    this.timing = timing;
    this.streams = streams;
  }

  void output(RoutingContext ctx) {
    JobId job = JobRoutes.job(ctx);
    Parameters parameters = Parameters.of(ctx, "node", "stream", "offset", "follow", "framed");
    Pointer node = pointer(parameters.text("node").orElse(""));
    StreamName stream =
        parameters.oneOf("stream", List.of(StreamName.values())).orElse(StreamName.STDOUT);
    long offset = parameters.wholeNumber("offset", -Long.MAX_VALUE, Long.MAX_VALUE).orElse(0L);
    boolean follow = parameters.flag("follow");
    OutputForm form = parameters.flag("framed") ? OutputForm.FRAMED : OutputForm.PLAIN;
    Wish wish = new Wish(offset, follow, form);
    checkRange(ctx.request(), wish);
    OutputPlace place = new OutputPlace(job, node, stream);
    Replies.then(ctx, find(place), found -> send(ctx, place, found, wish));
  }

  /** Of HEAD no range is asked: there it says nothing (RFC 9110, 14.2). */
  private static void checkRange(HttpServerRequest request, Wish wish) {
    if (!wish.isWhole() && !isHead(request) && request.headers().contains(ByteRange.HEADER)) {
      throw Problems.badRequest(
              "expected a Range header, or one of the parameters offset, follow and framed, found"
                  + " both; leave out one of them")
          .refused();
    }
  }

  private static boolean isHead(HttpServerRequest request) {
    return request.method().equals(HttpMethod.HEAD);
  }

  private static Pointer pointer(String text) {
    try {
      return Pointer.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problems.badParameter(
              "node",
              "expected the JSON Pointer of a command, as in /work/1, found "
                  + SpecRules.quoted(text))
          .refused();
    }
  }

  private Future<OutputNow> find(OutputPlace place) {
    return service
        .status(place.job())
        .map(
            status ->
                now(
                    place,
                    status
                        .orElseThrow(() -> Problems.noSuchJob(place.job().value()).refused())
                        .job()));
  }

  private static OutputNow now(OutputPlace place, JobResult job) {
    NodeResult node =
        job.root()
            .all()
            .filter(it -> it.pointer().equals(place.node()))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                            404,
                            "no-such-node",
                            "job "
                                + place.job()
                                + " has no node "
                                + SpecRules.quoted(place.node().toString()))
                        .refused());
    return node.command()
        .map(it -> new OutputNow(it.output(place.stream()), node.state().isTerminal()))
        .orElseThrow(() -> Problems.badParameter("node", isGroup(place.node())).refused());
  }

  private static String isGroup(Pointer node) {
    return node.toString().isEmpty()
        ? "it is missing, and the job is a group, which writes nothing; name one of its commands,"
            + " as in node=/work/0"
        : SpecRules.quoted(node.toString())
            + " is a group, which writes nothing; name one of its commands";
  }

  /**
   * How a client wants it.
   *
   * @param offset from there on; a negative one counts from the end
   * @param follow what is written from now on, too
   */
  private record Wish(long offset, boolean follow, OutputForm form) {
    boolean isWhole() {
      return offset == 0 && isPlain();
    }

    /** What is there, and nothing beside it. */
    boolean isPlain() {
      return !follow && form == OutputForm.PLAIN;
    }
  }

  private void send(RoutingContext ctx, OutputPlace place, OutputNow now, Wish wish) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      return;
    }
    long written = now.output().written();
    long start = wish.offset < 0 ? Math.max(0, written + wish.offset) : wish.offset;
    boolean hasParts = wish.isWhole() && now.hasParts();
    boolean settled = (hasParts && now.over()) || (wish.isPlain() && now.isAllThere());
    if (hasParts) {
      response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    }
    if (isHead(ctx.request())) {
      long length = MarkedOutput.length(now.output());
      head(ctx, wish.form, settled ? Optional.of(Math.max(0, length - start)) : Optional.empty());
    } else if (wish.follow) {
      open(ctx, place, start, Long.MAX_VALUE, wish.form).follow(now, service.outputs(), place);
    } else if (settled) {
      Replies.then(ctx, gapless(now), all -> settled(ctx, place, all, start));
    } else {
      // Of what a command goes on writing, a part is what it will be, and the length is not known.
      Optional<ByteRange> range =
          hasParts ? ByteRange.of(ctx.request(), written) : Optional.empty();
      range
          .map(it -> part(ctx, place, it, it.contentRangeOfUnknown()))
          .orElseGet(() -> open(ctx, place, start, written, wish.form))
          .begin(now);
    }
  }

  /** What GET would say before the first byte; the length where that would know it. */
  private void head(RoutingContext ctx, OutputForm form, Optional<Long> length) {
    HttpServerResponse response = ctx.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, form.contentType());
    length.ifPresent(it -> response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(it)));
    replies.empty(ctx, 200);
  }

  /** The same with the line that stands for what is missing as if it had been written. */
  private Future<OutputNow> gapless(OutputNow now) {
    return now.output().missing() == 0
        ? Future.succeededFuture(now)
        : vertx.executeBlocking(() -> new OutputNow(new MarkedOutput(now.output()), true), false);
  }

  /** What does not change any more has a length, and parts. */
  private void settled(RoutingContext ctx, OutputPlace place, OutputNow now, long start) {
    if (ctx.response().closed()) {
      return;
    }
    long length = now.output().written();
    Optional<ByteRange> range = start == 0 ? ByteRange.of(ctx.request(), length) : Optional.empty();
    range
        .map(it -> part(ctx, place, it, it.contentRange(length)))
        .orElseGet(() -> announced(ctx, place, Math.min(start, length), length))
        .begin(now);
  }

  private OutputStreaming part(
      RoutingContext ctx, OutputPlace place, ByteRange range, String contentRange) {
    OutputStreaming streaming = announced(ctx, place, range.start(), range.end());
    ctx.response().setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, contentRange);
    return streaming;
  }

  private OutputStreaming announced(RoutingContext ctx, OutputPlace place, long from, long end) {
    streams.opened();
    ctx.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, OutputForm.PLAIN.contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(end - from));
    return streaming(
        ctx, new OutputStreaming.Part(from, end, true, OutputForm.PLAIN, () -> find(place)));
  }

  private OutputStreaming open(
      RoutingContext ctx, OutputPlace place, long from, long end, OutputForm form) {
    streams.opened();
    ctx.response().setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, form.contentType());
    return streaming(ctx, new OutputStreaming.Part(from, end, false, form, () -> find(place)));
  }

  private OutputStreaming streaming(RoutingContext ctx, OutputStreaming.Part part) {
    return new OutputStreaming(vertx, ctx.request(), part, timing, streams::closed);
  }
}
