package io.jobsch.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file without a name, readable by this user only. It is made with the first byte, and its name
 * is removed at once, so that nothing is left of it however the process ends.
 *
 * <p>It is no {@link java.nio.channels.FileChannel}, which would be closed for all streams when one
 * of the threads that read or write is interrupted. The price is that one of them uses it at a
 * time: the lock of this class is the only one that is held while the disk is used.
 *
 * <p>What is still open when nobody refers to it any more is closed by the garbage collector, as is
 * every {@link RandomAccessFile}.
 */
final class SpoolFile implements Closeable {
  private final Path directory;
  private Optional<RandomAccessFile> file = Optional.empty();
  private boolean closed;

  SpoolFile(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes the bytes, and consumes them.
   *
   * @throws IOException if they could not be written, all or some
   */
  synchronized void write(long position, ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    RandomAccessFile open = open();
    open.seek(position);
    open.write(copy);
  }

  /** Fills the array. */
  synchronized void read(long position, byte[] target) throws IOException {
    RandomAccessFile open = open();
    open.seek(position);
    open.readFully(target);
  }

  /** Gives back the file, if there is one; from now on there is none. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (file.isPresent()) {
      file.get().close();
      file = Optional.empty();
    }
  }

  private RandomAccessFile open() throws IOException {
    if (closed) {
      throw new IOException("the spool is closed");
    }
    if (file.isEmpty()) {
      file = Optional.of(create());
    }
    return file.get();
  }

  private RandomAccessFile create() throws IOException {
    Path path = Files.createTempFile(directory, "jobsch-", ".spool");
    try {
      return new RandomAccessFile(path.toFile(), "rw");
    } finally {
      removeName(path);
    }
  }

  /** Some systems keep the name of a file as long as it is open. */
  private static void removeName(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
