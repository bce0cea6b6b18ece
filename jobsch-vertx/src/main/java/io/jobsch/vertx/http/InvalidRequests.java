package io.jobsch.vertx.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** What is wrong with what could not be read as HTTP. */
final class InvalidRequests {
  private InvalidRequests() {}

  static Problem problem(@Nullable Throwable why) {
    if (why instanceof TooLongHttpLineException) {
      return new Problem(414, "uri-too-long", "the first line of the request is too long");
    }
    if (why instanceof TooLongHttpHeaderException) {
      return new Problem(431, "headers-too-large", "the headers of the request are too large");
    }
    return new Problem(400, "not-http", "this is not HTTP/1.1");
  }
}
