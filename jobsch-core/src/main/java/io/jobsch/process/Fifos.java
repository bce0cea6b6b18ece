package io.jobsch.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
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

  private final String mkfifo;
  private final Deque<Path> unused = new ArrayDeque<>();
  private Optional<Path> directory = Optional.empty();
  private long made;

  Fifos() {
    this(usualMkfifo());
  }

  /**
   * Has them made by that program.
   *
   * @param mkfifo takes their paths as its arguments
   */
  Fifos(String mkfifo) {
    this.mkfifo = mkfifo;
  }

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
    List<Path> batch = new ArrayList<>();
    HelperProcess.Result result =
        HelperProcess.run(
            () -> {
              // New names each time: a run that was cut short has made some of its pipes.
              batch.clear();
              Stream.generate(() -> home.resolve(Long.toString(made++)))
                  .limit(BATCH)
                  .forEach(batch::add);
              return Stream.concat(Stream.of(mkfifo), batch.stream().map(Path::toString)).toList();
            });
    if (result.exitCode() != 0) {
      throw new IOException(
          "mkfifo failed in " + home + " with " + result.exitCode() + ": " + result.said());
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
  private static String usualMkfifo() {
    return Stream.of("/usr/bin/mkfifo", "/bin/mkfifo")
        .filter(usual -> Files.isExecutable(Path.of(usual)))
        .findFirst()
        .orElse("mkfifo");
  }

  /** Deletes the directory with all that is in it, also what a failure has left there. */
  @Override
  public synchronized void close() throws IOException {
    unused.clear();
    if (directory.filter(Files::isDirectory).isPresent()) {
      delete(directory.get());
    }
    directory = Optional.empty();
  }

  private static void delete(Path home) throws IOException {
    try (DirectoryStream<Path> pipes = Files.newDirectoryStream(home)) {
      for (Path pipe : pipes) {
        Files.deleteIfExists(pipe);
      }
    }
    Files.deleteIfExists(home);
  }
}
