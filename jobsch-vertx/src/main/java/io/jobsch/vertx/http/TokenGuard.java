package io.jobsch.vertx.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Lets in who has the token. A good token is let in whatever others have tried; bad ones are
 * counted, and beyond some are answered late and with 429.
 */
final class TokenGuard {
  private static final String SCHEME = "Bearer ";
  private static final String HEADER = "Bearer realm=\"jobsch\"";

  private final String whose;
  private final Optional<Token> token;
  private final BadTokens bad;

  /**
   * Lets in some.
   *
   * @param whose token it is, for messages: {@code clients'}
   */
  TokenGuard(String whose, Optional<Token> token, BadTokens bad) {
    this.whose = whose;
    this.token = token;
    this.bad = bad;
  }

  /** Why a request is not let in; empty if it is. */
  Optional<Problem> problem(HttpServerRequest request) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    List<String> given = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (given.isEmpty()) {
      return Optional.of(
          unauthorized("expected the " + whose + " token: Authorization: Bearer TOKEN", HEADER));
    }
    if (given.size() == 1 && isGood(token.get(), given.get(0))) {
      return Optional.empty();
    }
    if (bad.isOneTooMany(Optional.ofNullable(request.remoteAddress().hostAddress()).orElse(""))) {
      return Optional.of(
          new Problem(
                  429,
                  "too-many-bad-tokens",
                  "there were too many bad tokens from this address; a good one is let in at once")
              .withHeader("retry-after", Long.toString(BadTokens.WINDOW.toSeconds())));
    }
    return Optional.of(
        unauthorized(
            "this is not the "
                + whose
                + " token; the server was started with the one that is meant",
            HEADER + ", error=\"invalid_token\""));
  }

  private static boolean isGood(Token token, String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.is(header.substring(SCHEME.length()).strip());
  }

  private static Problem unauthorized(String detail, String challenge) {
    return new Problem(401, "unauthorized", detail).withHeader("www-authenticate", challenge);
  }
}
