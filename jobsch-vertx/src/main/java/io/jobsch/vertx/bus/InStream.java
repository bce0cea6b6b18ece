package io.jobsch.vertx.bus;

import io.jobsch.plan.AttemptId;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.StreamName;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * What a command writes to one stream, as it arrives: put in order, and handed to the sink by one
 * thread at a time, so that a sink that blocks holds up this stream alone. Used on the transport's
 * context, but for the thread that hands over.
 */
final class InStream {
  private static final Logger LOG = System.getLogger(InStream.class.getName());

  private final AttemptId attempt;
  private final StreamName stream;
  private final int window;
  private final OutputIntake intake;
  private final LongConsumer onStored;
  private final SortedMap<Long, Buffer> early = new TreeMap<>();
  private final Deque<Piece> ready = new ArrayDeque<>();
  private long received;
  private volatile long stored;
  private boolean begun;
  private boolean served;

  /** What is to be stored. */
  private record Piece(long offset, Buffer bytes, Runnable done) {
    long end() {
      return offset + bytes.length();
    }
  }

  /**
   * A stream that nothing has come of.
   *
   * @param onStored is told up to where it is stored, on the thread that stores
   */
  InStream(
      AttemptId attempt,
      StreamName stream,
      int window,
      OutputIntake intake,
      LongConsumer onStored) {
    this.attempt = attempt;
    this.stream = stream;
    this.window = window;
    this.intake = intake;
    this.onStored = onStored;
  }

  /**
   * Something has come.
   *
   * @param done is called, on any thread, when it is dealt with
   * @return whether it had come before, so that its sender should be told what is stored
   */
  boolean arrived(Frame.Output frame, Runnable done) {
    if (!begun || frame.base() > received) {
      begun = true;
      received = frame.base();
      stored = received;
    }
    long end = frame.offset() + frame.bytes().length();
    if (end <= received) {
      done.run();
      return true;
    }
    if (end - received > window || !intake.take(frame.bytes().length())) {
      done.run(); // there is no room for it: it will come again
      return false;
    }
    if (frame.offset() > received) {
      keep(frame);
      done.run();
    } else {
      int known = (int) (received - frame.offset());
      intake.giveBack(known);
      add(frame.bytes().getBuffer(known, frame.bytes().length()), done);
      addEarly();
    }
    return false;
  }

  private void keep(Frame.Output frame) {
    Buffer before = early.get(frame.offset());
    if (before != null && before.length() >= frame.bytes().length()) {
      intake.giveBack(frame.bytes().length());
      return;
    }
    if (before != null) {
      intake.giveBack(before.length());
    }
    early.put(frame.offset(), frame.bytes());
  }

  private void addEarly() {
    while (!early.isEmpty() && early.firstKey() <= received) {
      long offset = early.firstKey();
      Optional.ofNullable(early.remove(offset)).ifPresent(bytes -> addEarly(offset, bytes));
    }
  }

  private void addEarly(long offset, Buffer bytes) {
    int known = (int) Math.min(bytes.length(), received - offset);
    intake.giveBack(known);
    if (known < bytes.length()) {
      add(bytes.getBuffer(known, bytes.length()), () -> {});
    }
  }

  private void add(Buffer bytes, Runnable done) {
    Piece piece = new Piece(received, bytes, done);
    received = piece.end();
    boolean serve;
    synchronized (ready) {
      ready.add(piece);
      serve = !served;
      served = true;
    }
    if (serve) {
      intake.execute(this::serve);
    }
  }

  /** Up to where it is stored. */
  long stored() {
    return stored;
  }

  /** Nothing more will come: what came too early is dropped. */
  void close() {
    early.values().forEach(bytes -> intake.giveBack(bytes.length()));
    early.clear();
  }

  private void serve() {
    for (Optional<Piece> piece = next(); piece.isPresent(); piece = next()) {
      store(piece.get());
    }
  }

  private void store(Piece piece) {
    try {
      intake.sink().wrote(attempt, stream, piece.offset, ByteBuffer.wrap(piece.bytes.getBytes()));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, attempt + " " + stream + ": output could not be taken in", e);
    }
    intake.giveBack(piece.bytes.length());
    stored = piece.end();
    onStored.accept(piece.end());
    piece.done.run();
  }

  private Optional<Piece> next() {
    synchronized (ready) {
      Optional<Piece> next = Optional.ofNullable(ready.poll());
      served = next.isPresent();
      return next;
    }
  }
}
