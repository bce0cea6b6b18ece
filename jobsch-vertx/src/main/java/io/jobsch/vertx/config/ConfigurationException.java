package io.jobsch.vertx.config;

/** A configuration makes no sense. It is its author's to mend, so it carries no stack trace. */
public final class ConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** One that says where, what was expected and what was found. */
  ConfigurationException(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
