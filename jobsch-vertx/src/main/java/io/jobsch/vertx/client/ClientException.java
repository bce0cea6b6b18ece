package io.jobsch.vertx.client;

/**
 * A server could not be asked, or said no. The message is one line that says what is wrong, where,
 * and what to do; what the server wrote of it is in there as it came, so that control characters
 * have to be escaped where it is shown on a terminal.
 */
public abstract sealed class ClientException extends RuntimeException
    permits UnreachableException,
        UntrustedException,
        UnauthorizedException,
        IncompatibleException,
        ProblemException {
  private static final long serialVersionUID = 1;

  ClientException(String message) {
    super(message);
  }

  ClientException(String message, Throwable cause) {
    super(message, cause);
  }
}
