package io.jobsch.local;

import io.jobsch.result.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * What is kept of one stream: a head, which takes what comes first until it has half of the limit,
 * and a tail, which takes all that comes later and is cut to what the head leaves of the limit.
 * What lies between them is missing. There is only one such place: where bytes are lost on their
 * way, the head ends or, if it had ended before, the tail begins anew.
 *
 * <p>It is itself what readers get to see, so that a stream costs few objects. One thread at a time
 * appends; any may read. The lock guards all fields, and is never held while the disk is used or
 * anybody is told.
 */
final class StreamLog implements Output {
  private final long limit;
  private final Run head = new Run();
  private final Run tail = new Run();

  /** Not this object, which others have too. */
  private final Object lock = head;

  /** How many bytes have come, or are known to be missing. */
  private long written;

  /** Where the stream ends, once that is known. */
  private long end = Long.MAX_VALUE;

  private boolean handedOut;
  private boolean forgotten;
  private boolean failed;
  private List<CompletableFuture<Void>> waiting = List.of();

  StreamLog(long limit) {
    this.limit = limit;
  }

  /**
   * Takes what is new of these bytes; what cannot be kept is counted as missing.
   *
   * @throws IOException why something could not be kept; thrown once per stream
   */
  void append(Room room, long offset, ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    synchronized (lock) {
      reach(offset, rest);
    }
    try {
      while (rest.hasRemaining()) {
        keepSome(room, rest);
      }
    } catch (IOException e) {
      if (lose(rest.remaining())) {
        throw e;
      }
    } catch (RuntimeException | Error e) {
      lose(rest.remaining());
      throw e;
    } finally {
      tellIfWhole();
    }
  }

  /** Leaves of the bytes what is new, and goes on to where they begin. */
  private void reach(long offset, ByteBuffer bytes) {
    if (forgotten || offset > end) {
      consume(bytes, bytes.remaining());
      return;
    }
    bytes.limit(bytes.position() + (int) Math.min(bytes.remaining(), end - offset));
    if (offset > written) {
      skipTo(offset);
    } else {
      consume(bytes, (int) Math.min(bytes.remaining(), written - offset));
    }
  }

  /** What is between here and there is missing, and so is what the tail had. */
  private void skipTo(long offset) {
    tail.clear();
    written = offset;
  }

  /** Keeps as many of the bytes as go to one place, and consumes them. */
  private void keepSome(Room room, ByteBuffer bytes) throws IOException {
    Run run;
    Place place;
    int size;
    synchronized (lock) {
      passOver(bytes);
      if (!bytes.hasRemaining()) {
        return;
      }
      run = headTakes() ? head : tail;
      int wanted = (int) Math.min(bytes.remaining(), mostAtOnce());
      place = run.next(room, wanted);
      size = Math.min(wanted, place.size());
    }
    try (place) {
      place.write(bytes.slice().limit(size));
      grow(room, run, place, size);
    }
    consume(bytes, size);
  }

  /** Goes past those bytes that the tail would drop in this very call, or that nobody wants. */
  private void passOver(ByteBuffer bytes) {
    if (forgotten) {
      consume(bytes, bytes.remaining());
    } else if (bytes.remaining() > mostAtOnce() && !headTakes()) {
      int tooMany = (int) (bytes.remaining() - mostAtOnce());
      skipTo(written + tooMany);
      consume(bytes, tooMany);
    }
  }

  private boolean headTakes() {
    return written == head.length() && written < limit / 2;
  }

  private long mostAtOnce() {
    return headTakes() ? limit / 2 - written : limit - head.length();
  }

  private void grow(Room room, Run run, Place place, int bytes) {
    synchronized (lock) {
      if (forgotten) {
        return;
      }
      run.grow(room, place, bytes);
      written += bytes;
      tail.cutTo(limit - head.length());
    }
  }

  /** Whether it is the first time that bytes are lost here. */
  private boolean lose(int bytes) {
    synchronized (lock) {
      boolean first = !failed;
      failed = true;
      if (!forgotten) {
        skipTo(written + bytes);
      }
      return first;
    }
  }

  private static void consume(ByteBuffer bytes, int number) {
    bytes.position(bytes.position() + number);
  }

  /** Completed when all bytes up to there have come or are known to be missing. */
  CompletableFuture<Void> endsAt(long offset) {
    CompletableFuture<Void> whole = new CompletableFuture<>();
    synchronized (lock) {
      if (forgotten) {
        return CompletableFuture.failedFuture(forgotten());
      }
      end = Math.max(offset, written);
      waiting = new ArrayList<>(waiting);
      waiting.add(whole);
    }
    tellIfWhole();
    return whole;
  }

  private void tellIfWhole() {
    List<CompletableFuture<Void>> told;
    synchronized (lock) {
      if (written < end) {
        return;
      }
      told = waiting;
      waiting = List.of();
    }
    told.forEach(it -> it.complete(null));
  }

  /** For a reader; nothing, if it was forgotten in the meantime. */
  Output handOut() {
    synchronized (lock) {
      handedOut = true;
      return forgotten ? Output.EMPTY : this;
    }
  }

  /**
   * Nothing is added any more. What it has is given back: at once if no reader ever got it, else
   * when no reader has it any more.
   */
  void forget(Room room) {
    List<CompletableFuture<Void>> told;
    synchronized (lock) {
      if (forgotten) {
        return;
      }
      forgotten = true;
      head.giveBackHeap(room.heap());
      tail.giveBackHeap(room.heap());
      if (!handedOut) {
        head.clear();
        tail.clear();
      } else if (head.hasPages() || tail.hasPages()) {
        room.spool().releaseAfter(this, List.of(head, tail));
      }
      told = waiting;
      waiting = List.of();
    }
    told.forEach(it -> it.completeExceptionally(forgotten()));
  }

  static CancellationException forgotten() {
    return new CancellationException("the output was forgotten before all of it had come");
  }

  @Override
  public long written() {
    synchronized (lock) {
      return written;
    }
  }

  @Override
  public long missing() {
    synchronized (lock) {
      return written - head.length() - tail.length();
    }
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    long missing;
    Excerpt first;
    Excerpt last;
    synchronized (lock) {
      missing = missing();
      first = head.last(head.length());
      last = tail.last(tail.length());
    }
    try (first;
        last) {
      first.writeTo(target);
      if (missing > 0) {
        target.write(Output.marker(missing).getBytes(StandardCharsets.UTF_8));
      }
      last.writeTo(target);
    }
  }

  @Override
  public Slice slice(long start, int most) {
    if (start < 0 || most < 1) {
      throw new IllegalArgumentException(
          "slice: expected a place from 0 and 1 byte or more, found " + start + " and " + most);
    }
    Slicing slicing;
    synchronized (lock) {
      slicing = slicing(start, most);
    }
    ByteArrayOutputStream target = new ByteArrayOutputStream(Math.min(most, Page.SIZE));
    try (Excerpt bytes = slicing.bytes()) {
      bytes.writeTo(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Slice(slicing.offset(), target.toByteArray());
  }

  /** A slice that is to be read without the lock. */
  private record Slicing(long offset, Excerpt bytes) {}

  private Slicing slicing(long start, int most) {
    if (start < head.length()) {
      return new Slicing(start, head.part(start, Math.min(most, head.length() - start)));
    }
    if (start >= written) {
      return new Slicing(start, tail.last(0));
    }
    long tailStart = written - tail.length();
    long offset = Math.max(start, tailStart);
    return new Slicing(offset, tail.part(offset - tailStart, Math.min(most, written - offset)));
  }

  /**
   * As many as are kept behind what is missing; none, if the last that was written is missing.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  @Override
  public byte[] tail(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("tail: expected 0 bytes or more, found " + bytes);
    }
    Excerpt first;
    Excerpt last;
    synchronized (lock) {
      long ofTail = Math.min(bytes, tail.length());
      long ofHead = missing() > 0 ? 0 : Math.min(bytes - ofTail, head.length());
      first = head.last(ofHead);
      last = tail.last(ofTail);
    }
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (first;
        last) {
      first.writeTo(target);
      last.writeTo(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target.toByteArray();
  }
}
