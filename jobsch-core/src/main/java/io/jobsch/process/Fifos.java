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

  private final String mkfifo;
  private final Deque<Path> unused = new ArrayDeque<>();
  private Optional<FifoHome> directory = Optional.empty();
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
    if (directory.filter(home -> Files.isDirectory(home.path())).isEmpty()) {
      forgetHome();
      directory = Optional.of(FifoHome.open());
    }
    return directory.orElseThrow().path();
  }

  /** It is not there any more. */
  private void forgetHome() throws IOException {
    if (directory.isPresent()) {
      directory.get().close();
    }
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
    forgetHome();
    directory = Optional.empty();
  }
}
