package io.jobsch.vertx.client;

/** There is no secure connection to the server, or none that can be trusted. */
public final class UntrustedException extends ClientException {
  private static final long serialVersionUID = 1;

  UntrustedException(String message) {
    super(message);
  }

  UntrustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
