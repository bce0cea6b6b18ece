package io.jobsch.vertx.client;

/**
 * The server did not answer: it is not there, or the connection broke. Where something was
 * submitted, nobody knows whether it arrived.
 */
public final class UnreachableException extends ClientException {
  private static final long serialVersionUID = 1;

  UnreachableException(String message) {
    super(message);
  }

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
