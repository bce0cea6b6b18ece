package io.jobsch.launcher;

import io.jobsch.launcher.view.Outlet;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this process logs from warnings upwards, each in one line, where the user looks: stderr, or
 * the view of the job that runs. Part of the executable jar only: an application that embeds jobsch
 * logs in its own way.
 */
public final class Warnings extends System.LoggerFinder {
  /** What was told last: of what all workers find out alike, once is enough. */
  private static final AtomicReference<String> LAST = new AtomicReference<>("");

  private static volatile Consumer<String> listener =
      new Outlet(new FileOutputStream(FileDescriptor.err), false, gone -> {})::note;

  /** Made by the Java platform. */
  public Warnings() {}

  /** Has them told to that listener, which was stderr up to now. */
  static void tell(Consumer<String> told) {
    listener = told;
    LAST.set("");
  }

  private static void tellOnce(String warning) {
    if (!warning.equals(LAST.getAndSet(warning))) {
      listener.accept("warning: " + warning);
    }
  }

  /** Tells one that comes on another way. */
  static void warn(String message, Optional<Throwable> thrown) {
    listener.accept("warning: " + message + thrown.map(it -> ": " + it).orElse(""));
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new OneLine(name);
  }

  private record OneLine(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.compareTo(Level.WARNING) >= 0 && level != Level.OFF;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        tellOnce(message + (thrown == null ? "" : ": " + thrown));
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      boolean plain = format == null || parameters == null || parameters.length == 0;
      if (isLoggable(level)) {
        tellOnce(String.valueOf(plain ? format : MessageFormat.format(format, parameters)));
      }
    }
  }
}
