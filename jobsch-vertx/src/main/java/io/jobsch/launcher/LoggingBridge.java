package io.jobsch.launcher;

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

  private LoggingBridge() {}

  /** From now on. */
  static void install() {
    LogManager.getLogManager().reset();
    CONNECTIONS.setLevel(Level.SEVERE);
    MESSAGES.setLevel(Level.SEVERE);
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
