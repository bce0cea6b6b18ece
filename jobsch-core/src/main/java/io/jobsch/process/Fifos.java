package io.jobsch.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes named pipes, in a directory that only we can enter. The JDK cannot make any, so a helper
 * process does; it makes many at once, since one helper per command would double what a command
 * costs.
 */
final class Fifos implements AutoCloseable {
  private static final int BATCH = 64;

  /** With our pid, so that an operator can tell whose it is. */
  private static final String NAME = "jobsch-" + ProcessHandle.current().pid() + "-";

  /** Linux's file system in memory; a disk may take longer for a pipe than a command to run. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Deque<Path> unused = new ArrayDeque<>();
  private Optional<Path> directory = Optional.empty();
  private long made;

  /** A pipe that nobody has opened yet. Whoever takes it deletes it. */
  synchronized Path take() throws IOException {
    // Pipes that were made long ago may have been tidied away with other old temporary files.
    while (!unused.isEmpty()) {
      Path next = unused.remove();
      if (Files.exists(next)) {
        return next;
      }
    }
    makeSome();
    return unused.remove();
  }

  private void makeSome() throws IOException {
    Path home = home();
    List<Path> batch =
        Stream.generate(() -> home.resolve(Long.toString(made++))).limit(BATCH).toList();
    List<String> argv = new ArrayList<>(List.of(mkfifo()));
    batch.forEach(pipe -> argv.add(pipe.toString()));
    HelperProcess.Result result = HelperProcess.run(argv);
    if (result.exitCode() != 0) {
      throw new IOException("mkfifo failed in " + home + ": " + result.said());
    }
    unused.addAll(batch);
  }

  private Path home() throws IOException {
    Optional<Path> known = directory.filter(Files::isDirectory);
    Path home = known.isPresent() ? known.get() : newHome();
    directory = Optional.of(home);
    return home;
  }

  private static Path newHome() throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, NAME)
        : Files.createTempDirectory(NAME);
  }

  /** The usual places first, so that it does not depend on what our own PATH is. */
  private static String mkfifo() {
    return Stream.of("/usr/bin/mkfifo", "/bin/mkfifo")
        .filter(usual -> Files.isExecutable(Path.of(usual)))
        .findFirst()
        .orElse("mkfifo");
  }

  /** Deletes what was not taken. */
  @Override
  public synchronized void close() throws IOException {
    for (Path pipe : unused) {
      Files.deleteIfExists(pipe);
    }
    unused.clear();
    if (directory.isPresent()) {
      Files.deleteIfExists(directory.get());
    }
    directory = Optional.empty();
  }
}
