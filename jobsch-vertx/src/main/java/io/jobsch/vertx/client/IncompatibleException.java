package io.jobsch.vertx.client;

/** What answers speaks another version of the API, or is no server of jobsch at all. */
public final class IncompatibleException extends ClientException {
  private static final long serialVersionUID = 1;

  IncompatibleException(String message) {
    super(message);
  }

  IncompatibleException(String message, Throwable cause) {
    super(message, cause);
  }
}
