package io.jobsch.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A shell beside us that kills what we were to kill, when we are killed ourselves: it sees the end
 * of the pipe through which we tell it. On Linux alone, as it looks for tags; elsewhere nothing is
 * started. See {@code watchdog.sh}.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Watchdog.class.getName());

  private static final String SCRIPT = "watchdog.sh";
  private static final File ROOT = new File("/");

  private final List<String> shell;
  private final Set<Tag> kept = new LinkedHashSet<>();
  private Optional<Process> process = Optional.empty();
  private boolean unfit;

  Watchdog() {
    this(List.of("/bin/sh"));
    unfit = !ProcFiles.areThere();
  }

  /** One that this shell is. */
  Watchdog(List<String> shell) {
    this.shell = shell;
  }

  /** Has what carries that tag killed if we are; before anything carries it. */
  synchronized void keep(Tag tag) {
    kept.add(tag);
    if (!tell('+', tag)) {
      begin();
    }
  }

  /** What carries that tag is gone, or is to live on. */
  synchronized void release(Tag tag) {
    if (kept.remove(tag)) {
      tell('-', tag);
    }
  }

  /** Its process, if there is one. */
  synchronized Optional<ProcessHandle> process() {
    return process.map(Process::toHandle);
  }

  private void begin() {
    if (unfit) {
      return;
    }
    try {
      process = Optional.of(start());
      kept.forEach(each -> tell('+', each));
    } catch (IOException | OutOfMemoryError e) {
      unfit = true;
      LOG.log(
          Level.WARNING,
          "what runs will live on if this process is killed, as no shell can be started that would"
              + " look after it: {0}",
          e.getMessage());
    }
  }

  private Process start() throws IOException {
    List<String> argv = new ArrayList<>(OwnSession.program());
    argv.addAll(shell);
    argv.addAll(List.of("-c", script(), "jobsch-watchdog"));
    return new ProcessBuilder(argv)
        .directory(ROOT)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  private static String script() throws IOException {
    try (InputStream in = Watchdog.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException("the resource " + SCRIPT + " is missing");
      }
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  /** Says whether it was heard: there may be none yet, or somebody has killed it. */
  private boolean tell(char change, Tag tag) {
    // To one that is dead the JDK lets us write as much as we like.
    Optional<Process> alive = process.filter(Process::isAlive);
    if (alive.isEmpty()) {
      return false;
    }
    OutputStream pipe = alive.get().getOutputStream();
    try {
      pipe.write((change + " " + tag.variable() + "\n").getBytes(US_ASCII));
      pipe.flush();
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the shell that looks after commands was killed", e);
      return false;
    }
  }

  /** Ends it; nobody is killed. */
  @Override
  public synchronized void close() {
    unfit = true;
    process.ifPresent(
        running -> {
          running.destroyForcibly();
          Uninterrupted.waitFor(running);
        });
    process = Optional.empty();
  }
}
