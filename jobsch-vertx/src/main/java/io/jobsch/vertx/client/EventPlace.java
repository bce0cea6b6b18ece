package io.jobsch.vertx.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place in a stream of Server-Sent Events: behind the last event that was read whole. */
final class EventPlace implements Place<ServerEvent> {
  /** No event that a server sends is larger. */
  private static final int LONGEST = 16 << 20;

  private final String path;
  private final boolean ends;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<String> seen = Optional.empty();
  private String id = "";
  private String kind = "";
  private final StringBuilder data = new StringBuilder();

  /**
   * The beginning.
   *
   * @param ends whether there is a last event
   */
  EventPlace(String path, boolean ends) {
    this.path = path;
    this.ends = ends;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Map<String, String> headers() {
    return seen.map(it -> Map.of("accept", "text/event-stream", "last-event-id", it))
        .orElse(Map.of("accept", "text/event-stream"));
  }

  @Override
  public boolean ends() {
    return ends;
  }

  @Override
  public void restart() {
    line.reset();
    forgetEvent();
  }

  private void forgetEvent() {
    id = "";
    kind = "";
    data.setLength(0);
  }

  @Override
  public List<ServerEvent> read(Buffer piece) {
    List<ServerEvent> events = new ArrayList<>();
    byte[] bytes = piece.getBytes();
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        line.write(bytes, start, at - start);
        start = at + 1;
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text)
            .ifPresent(events::add);
      }
    }
    line.write(bytes, start, bytes.length - start);
    if (line.size() + data.length() > LONGEST) {
      throw new IllegalArgumentException("an event that does not end");
    }
    return events;
  }

  /** An empty line ends an event; an id without data is one that nobody is told of. */
  private Optional<ServerEvent> line(String text) {
    if (text.isEmpty()) {
      Optional<ServerEvent> event =
          data.isEmpty() ? Optional.empty() : Answers.event(kind, new JsonObject(data.toString()));
      if (!id.isEmpty()) {
        seen = Optional.of(id);
      }
      forgetEvent();
      return event;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    field(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  private void field(String field, String value) {
    switch (field) {
      case "id" -> id = value;
      case "event" -> kind = value;
      case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
      default -> {
        // A comment, or something that later servers say.
      }
    }
  }
}
