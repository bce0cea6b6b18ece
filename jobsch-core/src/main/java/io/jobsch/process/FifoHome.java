package io.jobsch.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory of a runner's named pipes. A file in it stays locked as long as this process lives,
 * so that whoever makes another one later can tell, and deletes those of processes that were
 * killed.
 */
final class FifoHome implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FifoHome.class.getName());

  private static final long OURSELVES = ProcessHandle.current().pid();
  private static final Pattern NAME = Pattern.compile("jobsch-(\\d{1,10})-\\d+");
  private static final String LOCK = "lock";

  /** Linux's file system in memory; a disk may take longer for a pipe than a command to run. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path path;
  private final FileChannel lock;

  private FifoHome(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A new one; deletes old ones first. */
  static FifoHome open() throws IOException {
    return openIn(
        Files.isWritable(MEMORY)
            ? MEMORY
            : Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath());
  }

  static FifoHome openIn(Path parent) throws IOException {
    deleteStale(parent);
    // With our pid, so that an operator can tell whose it is.
    Path path = Files.createTempDirectory(parent, "jobsch-" + OURSELVES + "-");
    FileChannel lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    // Not by lock(), which fails in a thread that was interrupted. Nobody else can have it.
    lock.tryLock();
    return new FifoHome(path, lock);
  }

  Path path() {
    return path;
  }

  /** Deletes it with all that is in it, also what a failure has left there. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (Files.isDirectory(path)) {
        delete(path);
      }
    }
  }

  private static void deleteStale(Path parent) throws IOException {
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(parent, "jobsch-*")) {
      for (Path home : homes) {
        try {
          deleteIfStale(home);
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "not deleted, as it is somebody else's: {0}", e.getMessage());
        }
      }
    }
  }

  /** One of our own must not even be opened: closing a file gives back all of a process's locks. */
  private static void deleteIfStale(Path home) throws IOException {
    Matcher name = NAME.matcher(home.getFileName().toString());
    if (!name.matches() || isAlive(Long.parseLong(name.group(1)))) {
      return;
    }
    try (FileChannel lock = FileChannel.open(home.resolve(LOCK), StandardOpenOption.WRITE)) {
      // Where several systems share the directory, a number may be alive in another one.
      Optional<FileLock> free = Optional.ofNullable(lock.tryLock());
      if (free.isPresent()) {
        delete(home);
      }
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "not one of ours: {0}", e.getMessage());
    }
  }

  private static boolean isAlive(long pid) {
    return pid == OURSELVES || ProcessHandle.of(pid).isPresent();
  }

  private static void delete(Path home) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(home);
  }
}
