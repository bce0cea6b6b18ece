package io.jobsch.vertx.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * Which version of the HTTP API this is. Every answer tells it. A client may tell its own, and is
 * refused where that is another one, before anything is done for it.
 */
public final class ApiVersion {
  /** Goes up when what a client relies on changes its meaning. */
  public static final int NUMBER = 1;

  /** The header in which both tell it. */
  public static final String HEADER = "jobsch-api";

  private static final CharSequence NAME = HttpHeaders.createOptimized(HEADER);
  private static final String TEXT = Integer.toString(NUMBER);
  private static final CharSequence VALUE = HttpHeaders.createOptimized(TEXT);

  private ApiVersion() {}

  /** Tells it with the answer. */
  static void tell(HttpServerResponse response) {
    response.putHeader(NAME, VALUE);
  }

  /** What is wrong with what the client told. */
  static Optional<Problem> check(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(NAME))
        .filter(told -> !told.equals(TEXT))
        .map(
            told ->
                new Problem(
                    400,
                    "unsupported-api",
                    "this server speaks version "
                        + NUMBER
                        + " of the API, the client another one; use client and server from the"
                        + " same jobsch"));
  }
}
