package io.jobsch.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A helper that runs, and what is said to it and by it. Has one thread, which reads.
 *
 * <p>Orders go through the pipe of the JDK, answers come through one of the helper's own: the JDK
 * reads the pipes of a process that has ended empty, and closes them. The helper's own ends when
 * all that the helper has started to keep commands is gone, too, and therefore all that was to be
 * killed.
 */
final class HelperLink {
  private static final Logger LOG = System.getLogger(HelperLink.class.getName());
  private static final int LONGEST_LINE = 1024;
  private static final int BUFFER = 2 * HelperWire.LONGEST_ANSWER;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final Listener listener;
  private final CompletableFuture<HelperGreeting> greeted = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean deaf;

  /** Is told what the helper says, on the thread that reads: it must not block. */
  interface Listener {
    /**
     * One frame.
     *
     * @param payload what follows the header; valid during the call only
     */
    void said(int type, int detail, int flags, long id, ByteBuffer payload);

    /** The helper and all its keepers are gone. Told once, as the last. */
    void gone();
  }

  private HelperLink(Process process, Listener listener) {
    this.process = process;
    this.listener = listener;
  }

  /** Starts the helper, and waits until it has said that it can do its work here. */
  static HelperLink open(HelperProgram program, HelperMode mode, Listener listener)
      throws HelperUnfit {
    HelperLink link = new HelperLink(program.start(mode), listener);
    Thread reader = new RunnerThread(link::listen, "jobsch-process-helper");
    try {
      reader.start();
    } catch (OutOfMemoryError noThread) {
      link.destroy();
      throw new HelperUnfit("no thread to listen to the helper: " + noThread.getMessage());
    }
    if (!Uninterrupted.await(link.greeted, PATIENCE)) {
      link.destroy();
      throw new HelperUnfit("the helper has not answered within " + PATIENCE.toSeconds() + " s");
    }
    Optional<Throwable> trouble = link.greeted.handle((done, e) -> Optional.ofNullable(e)).join();
    if (trouble.isPresent()) {
      link.destroy();
      throw new HelperUnfit(String.valueOf(trouble.get().getMessage()));
    }
    return link;
  }

  /** Whether it takes orders. */
  boolean isAlive() {
    return !deaf && process.isAlive();
  }

  /** What it has said of itself. */
  HelperGreeting greeting() {
    return greeted.join();
  }

  /** Whether it has ended, and not been killed; waits for its end, which is near. */
  boolean hasEndedInPeace() {
    return Uninterrupted.waitFor(process) == 0;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Tells the helper. If that cannot be done, it has not heard all of it and does nothing of it;
   * then it is gone, or soon will be.
   */
  boolean order(byte[] frame) {
    OutputStream orders = process.getOutputStream();
    synchronized (this) {
      try {
        orders.write(frame);
        orders.flush();
        return true;
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the helper takes no orders", e);
        deaf = true;
        return false;
      }
    }
  }

  /** Completed after {@link Listener#gone}. */
  CompletableFuture<Void> over() {
    return over;
  }

  /** There are no more orders: it kills what it still has to kill, at once, and goes. */
  void hangUp() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing the pipe to the helper", e);
    }
  }

  /** Kills the helper; its keepers notice that, kill what they keep, and go. */
  void destroy() {
    process.destroyForcibly();
    hangUp();
  }

  private void listen() {
    try (FileInputStream answers = greet()) {
      readAll(answers);
    } catch (IOException | RuntimeException | Error e) {
      if (!greeted.completeExceptionally(e)) {
        LOG.log(Level.ERROR, "listening to the helper failed, so it is given up", e);
      }
      destroy();
    } finally {
      hangUp();
      listener.gone();
      over.complete(null);
    }
  }

  private FileInputStream greet() throws IOException {
    try (InputStream stdout = process.getInputStream()) {
      String line = readLine(stdout);
      HelperGreeting greeting = HelperGreeting.parse(line);
      FileInputStream answers =
          new FileInputStream("/proc/" + process.pid() + "/fd/" + greeting.descriptor());
      order(HelperWire.hello());
      greeted.complete(greeting);
      return answers;
    }
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() == LONGEST_LINE) {
        throw new EOFException("the helper has ended without a greeting: " + line);
      }
      line.append(new String(new byte[] {(byte) next}, US_ASCII));
    }
    return line.toString();
  }

  private void readAll(InputStream answers) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    while (true) {
      int got = answers.read(buffer.array(), buffer.position(), buffer.remaining());
      if (got < 0) {
        return;
      }
      buffer.position(buffer.position() + got).flip();
      while (takeFrame(buffer)) {
        // All that has come.
      }
      buffer.compact();
    }
  }

  private boolean takeFrame(ByteBuffer buffer) throws IOException {
    if (buffer.remaining() < HelperWire.HEADER) {
      return false;
    }
    int start = buffer.position();
    int length = buffer.getInt(start);
    if (length < HelperWire.HEADER || length > HelperWire.LONGEST_ANSWER) {
      throw new IOException("a frame of " + length + " bytes");
    }
    if (buffer.remaining() < length) {
      return false;
    }
    int type = buffer.get(start + 4);
    int detail = buffer.get(start + 5);
    int flags = buffer.getShort(start + 6);
    long id = buffer.getLong(start + 8);
    ByteBuffer payload =
        buffer
            .slice(start + HelperWire.HEADER, length - HelperWire.HEADER)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(start + length);
    listener.said(type, detail, flags, id, payload);
    return true;
  }
}
