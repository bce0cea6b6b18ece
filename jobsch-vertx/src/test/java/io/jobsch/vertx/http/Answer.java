package io.jobsch.vertx.http;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server answered. */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonObject json() {
    return new JsonObject(text());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(all -> all.get(0));
  }

  String contentType() {
    return header("content-type").orElse("");
  }

  /** The kind of problem that it tells. */
  String problem() {
    return json().getString("type").replace("urn:jobsch:problem:", "");
  }

  String detail() {
    return json().getString("detail");
  }

  @Override
  public String toString() {
    return status + " " + contentType() + " " + text();
  }
}
