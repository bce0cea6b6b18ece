package io.jobsch.vertx.wire;

import io.jobsch.workers.Epoch;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Control frames: JSON objects. */
final class ControlCodec {
  private static final int LONGEST_NAME = 200;

  private ControlCodec() {}

  static Buffer write(Frame frame) {
    JsonObject json = new JsonObject().put("v", Protocol.VERSION);
    if (frame instanceof Frame.Hello it) {
      json.put("type", "hello")
          .put("greeting", it.greeting())
          .put("software", it.software())
          .put("sent_at", it.sentAt());
    } else if (frame instanceof Frame.Welcome it) {
      json.put("type", "welcome").put("greeting", it.greeting()).put("resumed", it.resumed());
      write(it.terms(), json);
      json.put("ack", it.ack()).put("echo", it.echo());
    } else if (frame instanceof Frame.Refused it) {
      json.put("type", "refused").put("reason", Words.of(it.reason())).put("message", it.message());
    } else if (frame instanceof Frame.Unknown) {
      json.put("type", "unknown");
    } else if (frame instanceof Frame.Probe) {
      json.put("type", "probe");
    } else if (frame instanceof Frame.Alive it) {
      json.put("type", "alive").put("ack", it.ack()).put("sent_at", it.sentAt());
    } else if (frame instanceof Frame.Heartbeat it) {
      json.put("type", "heartbeat").put("ack", it.ack()).put("echo", it.echo());
    } else if (frame instanceof Frame.Ack it) {
      json.put("type", "ack").put("ack", it.ack());
    } else if (frame instanceof Frame.Message it) {
      json.put("type", "message")
          .put("seq", it.seq())
          .put("ack", it.ack())
          .put("contents", ContentCodec.write(it.contents()));
    } else if (frame instanceof Frame.Stored it) {
      json.put("type", "stored")
          .put("attempt", Attempts.write(it.attempt()))
          .put("stream", it.stream().toString())
          .put("up_to", it.upTo())
          .put("limit", it.limit());
    } else {
      throw new AssertionError("a frame without words: " + frame);
    }
    Head head = frame.head();
    return json.put("worker", head.worker().value())
        .put("incarnation", head.incarnation().value())
        .put("epoch", head.epoch().number())
        .put("session", head.session())
        .toBuffer();
  }

  private static void write(Terms terms, JsonObject json) {
    json.put("lease_ms", terms.lease().toMillis())
        .put("grace_ms", terms.grace().toMillis())
        .put("interval_ms", terms.interval().toMillis())
        .put("window", terms.window());
  }

  static Frame read(Buffer bytes) throws BadFrameException {
    Fields fields = new Fields("", parsed(bytes));
    long version = fields.number("v");
    if (version != Protocol.VERSION) {
      throw new BadFrameException(
          "expected version "
              + Protocol.VERSION
              + " of the worker protocol, found "
              + version
              + "; scheduler and workers have to run the same jobsch");
    }
    Frame frame = read(head(fields), fields);
    fields.end();
    return frame;
  }

  private static JsonObject parsed(Buffer bytes) throws BadFrameException {
    try {
      return new JsonObject(bytes);
    } catch (DecodeException | ClassCastException e) {
      throw new BadFrameException(
          "expected a JSON object in a control frame, found something else");
    }
  }

  private static Head head(Fields fields) throws BadFrameException {
    String worker = fields.name("worker", LONGEST_NAME);
    if (worker.isBlank()) {
      throw fields.wrong("worker", "a name that is not blank");
    }
    return new Head(
        new WorkerId(worker),
        new Incarnation(fields.name("incarnation", LONGEST_NAME)),
        new Epoch(fields.number("epoch")),
        fields.name("session", LONGEST_NAME));
  }

  private static Frame read(Head head, Fields fields) throws BadFrameException {
    return switch (fields.text("type")) {
      case "hello" ->
          new Frame.Hello(
              head,
              fields.number("greeting"),
              fields.name("software", LONGEST_NAME),
              fields.anyNumber("sent_at"));
      case "welcome" ->
          new Frame.Welcome(
              head,
              fields.number("greeting"),
              fields.flag("resumed"),
              terms(fields),
              fields.number("ack"),
              fields.anyNumber("echo"));
      case "refused" ->
          new Frame.Refused(
              head, fields.oneOf("reason", Frame.Refused.Reason.class), fields.text("message"));
      case "unknown" -> new Frame.Unknown(head);
      case "probe" -> new Frame.Probe(head);
      case "alive" -> new Frame.Alive(head, fields.number("ack"), fields.anyNumber("sent_at"));
      case "heartbeat" -> new Frame.Heartbeat(head, fields.number("ack"), fields.anyNumber("echo"));
      case "ack" -> new Frame.Ack(head, fields.number("ack"));
      case "message" ->
          new Frame.Message(
              head,
              fields.number("seq"),
              fields.number("ack"),
              ContentCodec.readAll(head, fields.objects("contents")));
      case "stored" ->
          new Frame.Stored(
              head,
              Attempts.read(fields.object("attempt")),
              fields.oneOf("stream", StreamName.class),
              fields.number("up_to"),
              fields.number("limit"));
      default -> throw fields.wrong("type", "a type that is known here");
    };
  }

  private static Terms terms(Fields fields) throws BadFrameException {
    try {
      return new Terms(
          Duration.ofMillis(fields.number("lease_ms")),
          Duration.ofMillis(fields.number("grace_ms")),
          Duration.ofMillis(fields.number("interval_ms")),
          fields.smallNumber("window"));
    } catch (IllegalArgumentException e) {
      throw new BadFrameException("terms: " + e.getMessage());
    }
  }
}
