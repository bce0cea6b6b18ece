package io.jobsch.launcher;

import java.lang.System.Logger.Level;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Has what Vert.x and Netty log told where jobsch tells its own warnings. */
final class LoggingBridge {
  private LoggingBridge() {}

  /** From now on. */
  static void install() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(java.util.logging.Level.WARNING);
    root.addHandler(new ToSystemLogger());
  }

  private static final class ToSystemLogger extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      System.Logger logger =
          new Warnings().getLogger(record.getLoggerName(), Handler.class.getModule());
      String message = formatter.formatMessage(record);
      if (record.getThrown() == null) {
        logger.log(Level.WARNING, message);
      } else {
        logger.log(Level.WARNING, message, record.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
