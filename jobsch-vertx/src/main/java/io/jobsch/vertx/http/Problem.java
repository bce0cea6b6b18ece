package io.jobsch.vertx.http;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong with a request, as RFC 9457 has it.
 *
 * @param status the HTTP status
 * @param code what kind of problem, for programs: {@code no-such-job}
 * @param detail what, where, and what to do, for people
 * @param more further members
 * @param headers further headers of the answer
 */
record Problem(
    int status, String code, String detail, Map<String, Object> more, Map<String, String> headers) {
  static final String CONTENT_TYPE = "application/problem+json";
  private static final String TYPE = "urn:jobsch:problem:";

  Problem(int status, String code, String detail) {
    this(status, code, detail, Map.of(), Map.of());
  }

  Problem with(String member, Object value) {
    Map<String, Object> now = new LinkedHashMap<>(more);
    now.put(member, value);
    return new Problem(status, code, detail, now, headers);
  }

  Problem withHeader(String name, String value) {
    Map<String, String> now = new LinkedHashMap<>(headers);
    now.put(name, value);
    return new Problem(status, code, detail, more, now);
  }

  /** The same under another status. */
  Problem as(int otherStatus) {
    return new Problem(otherStatus, code, detail, more, headers);
  }

  /** To be thrown at whoever handles the request. */
  Refused refused() {
    return new Refused(this);
  }

  String json() {
    JsonObject json =
        new JsonObject()
            .put("type", TYPE + code)
            .put("title", code.replace('-', ' '))
            .put("status", status)
            .put("detail", detail);
    more.forEach(json::put);
    return json.encode();
  }
}
