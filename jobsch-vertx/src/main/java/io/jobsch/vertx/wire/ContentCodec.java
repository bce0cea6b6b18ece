package io.jobsch.vertx.wire;

import io.jobsch.workers.Address;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said in a conversation, in JSON. */
final class ContentCodec {
  private ContentCodec() {}

  static JsonArray write(List<Content> contents) {
    JsonArray all = new JsonArray();
    contents.forEach(content -> all.add(write(content)));
    return all;
  }

  private static JsonObject write(Content content) {
    if (content instanceof Content.Told it) {
      return OrderCodec.write(it.order());
    }
    if (content instanceof Content.Said it) {
      return NewsCodec.write(it.news());
    }
    if (content instanceof Content.Drain it) {
      return new JsonObject().put("type", "drain").put("wanted", it.wanted());
    }
    if (content instanceof Content.Draining it) {
      return new JsonObject().put("type", "draining").put("leaving", it.leaving());
    }
    if (content instanceof Content.Dismissed) {
      return new JsonObject().put("type", "dismissed");
    }
    throw new AssertionError("a content without words: " + content);
  }

  static List<Content> readAll(Head head, List<Fields> contents) throws BadFrameException {
    List<Content> all = new ArrayList<>(contents.size());
    for (Fields each : contents) {
      all.add(read(head, each));
    }
    return all;
  }

  private static Content read(Head head, Fields fields) throws BadFrameException {
    Content content = read(fields.text("type"), head, fields);
    fields.end();
    return content;
  }

  private static Content read(String type, Head head, Fields fields) throws BadFrameException {
    Address to = new Address(head.epoch(), head.worker(), head.incarnation());
    Optional<Order> order = OrderCodec.read(type, to, fields);
    if (order.isPresent()) {
      return new Content.Told(order.get());
    }
    Optional<News> news = NewsCodec.read(type, head, fields);
    if (news.isPresent()) {
      return new Content.Said(news.get());
    }
    return switch (type) {
      case "drain" -> new Content.Drain(fields.flag("wanted"));
      case "draining" -> new Content.Draining(fields.flag("leaving"));
      case "dismissed" -> new Content.Dismissed();
      default -> throw fields.wrong("type", "a type that is known here");
    };
  }
}
