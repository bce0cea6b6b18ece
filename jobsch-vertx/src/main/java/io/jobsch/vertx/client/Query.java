package io.jobsch.vertx.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The query of a path, part by part. */
final class Query {
  private final StringBuilder text;
  private char before = '?';

  Query(String path) {
    this.text = new StringBuilder(path);
  }

  Query with(String name, Object value) {
    text.append(before).append(name).append('=').append(encoded(value.toString()));
    before = '&';
    return this;
  }

  /** For a path or a query, whatever is in it. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
