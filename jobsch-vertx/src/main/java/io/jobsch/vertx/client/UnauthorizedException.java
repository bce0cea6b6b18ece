package io.jobsch.vertx.client;

/** The server does not let this client in: the clients' token is missing or wrong. */
public final class UnauthorizedException extends ClientException {
  private static final long serialVersionUID = 1;

  UnauthorizedException(String message) {
    super(message);
  }

  UnauthorizedException(String message, Throwable cause) {
    super(message, cause);
  }
}
