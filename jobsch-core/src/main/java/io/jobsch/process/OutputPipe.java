package io.jobsch.process;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pipe through which a command writes one of its streams, as we read it.
 *
 * <p>A pipe of our own, since the JDK closes the pipes that it makes when the process ends. What
 * the process has left in the background would be killed by its next write.
 *
 * <p>It has two reading ends. Reads go to the first one while the process runs. When the process
 * has ended, the first one is closed, which wakes a reader that waits there; all that the process
 * itself has written, and that was not read before, is then waiting in the pipe. From then on reads
 * go to the second one, which keeps the pipe usable for what lives on.
 */
final class OutputPipe implements Closeable {
  private static final Logger LOG = System.getLogger(OutputPipe.class.getName());

  private final Path path;

  /** Open for both directions, which needs nobody at the other side, until the process writes. */
  private final FileChannel door;

  private final FileChannel first;
  private final FileInputStream second;

  private OutputPipe(Path path, FileChannel door, FileChannel first, FileInputStream second) {
    this.path = path;
    this.door = door;
    this.first = first;
    this.second = second;
  }

  /** Opens a named pipe, which is deleted by {@link #handedOver} or {@link #close}. */
  static OutputPipe open(Path fifo) throws IOException {
    FileChannel door = FileChannel.open(fifo, READ, WRITE);
    try {
      FileChannel first = FileChannel.open(fifo, READ);
      try {
        return new OutputPipe(fifo, door, first, new FileInputStream(fifo.toFile()));
      } catch (IOException | RuntimeException | Error e) {
        first.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      door.close();
      throw e;
    }
  }

  /** For the process to open. */
  File file() {
    return path.toFile();
  }

  /** The process has its end: when all who write have closed it, reads find the end. */
  void handedOver() {
    try (door) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Its directory is deleted in the end, and says so when it cannot be.
      LOG.log(Level.DEBUG, "closing " + path, e);
    }
  }

  /** The process has ended. */
  void processEnded() throws IOException {
    first.close();
  }

  /**
   * Reads what the process writes; waits for it.
   *
   * @return false when there is no more, as everyone has closed it or {@link #processEnded}
   */
  boolean read(ByteBuffer into) throws IOException {
    try {
      return first.read(into) >= 0;
    } catch (ClosedChannelException processEnded) {
      return false;
    }
  }

  /** How much there is to read without waiting. */
  int left() throws IOException {
    return second.available();
  }

  /** Reads on after {@link #processEnded}; waits, too. */
  boolean readOn(ByteBuffer into) throws IOException {
    return second.getChannel().read(into) >= 0;
  }

  /** Wakes who reads. What still writes is killed by its next write, if it does not ignore that. */
  @Override
  public void close() throws IOException {
    try (first;
        second) {
      handedOver();
    }
  }
}
