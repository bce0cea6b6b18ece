package io.jobsch.launcher;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Has what Vert.x and Netty log told where jobsch tells its own warnings. */
final class LoggingBridge {
  /**
   * Warns of what happens on connections, which is the clients' doing: Vert.x trips over requests
   * that are still waiting on a connection that is closed, once for each of them, and does no harm.
   * Kept here, since loggers that nobody holds are made anew.
   */
  private static final Logger CONNECTIONS = Logger.getLogger("io.netty.channel");

  /**
   * Warns of what is on its way to somebody who is going, which is what acknowledgements are for.
   */
  private static final Logger MESSAGES =
      Logger.getLogger("io.vertx.core.eventbus.impl.MessageConsumerImpl");

  /** Warns of each connection that a server refuses, of which the worker tells itself. */
  private static final Logger DIALLING =
      Logger.getLogger("io.vertx.core.http.impl.HttpClientConnectionInternal");

  private LoggingBridge() {}

  /** From now on. */
  static void install() {
    // Both would take any other logging that they find on the class path.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    LogManager.getLogManager().reset();
    CONNECTIONS.setLevel(Level.SEVERE);
    MESSAGES.setLevel(Level.SEVERE);
    DIALLING.setLevel(Level.SEVERE);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new ToWarnings());
  }

  private static final class ToWarnings extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      Warnings.warn(formatter.formatMessage(record), Optional.ofNullable(record.getThrown()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
