package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One command that a helper runs. What the helper says of it is told to the observer in its order.
 * Of output the observer may make much: that waits in line for a thread, and so does what comes
 * behind it. None is held while there is nothing to tell, and what waits is bounded, as the helper
 * sends no more output than it has credit for. All else the thread that brings it tells at once if
 * nothing is in line: to hand it over would cost more than to tell it.
 */
final class HelperCommand implements RunningCommand {
  /** How much of a stream may be on its way. */
  static final int CREDIT = 256 * 1024;

  private static final int STREAMS = StreamName.values().length;

  private final long id;
  private final CommandLaunch launch;
  private final Tag tag;
  private final CommandObserver observer;
  private final Executor threads;
  private final HelperLink link;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private final Deque<Runnable> untold = new ArrayDeque<>();
  private final long[] written = new long[STREAMS];
  private final long[] owed = new long[STREAMS];
  private Optional<Supplier<Ending>> ending = Optional.empty();
  private boolean endingTakesTime;
  private int streamsToCome;
  private boolean telling;
  private boolean toldEnd;
  private boolean abandoned;

  HelperCommand(
      long id,
      CommandLaunch launch,
      Tag tag,
      CommandObserver observer,
      Executor threads,
      HelperLink link) {
    this.id = id;
    this.launch = launch;
    this.tag = tag;
    this.observer = observer;
    this.threads = threads;
    this.link = link;
  }

  long id() {
    return id;
  }

  CommandLaunch launch() {
    return launch;
  }

  Tag tag() {
    return tag;
  }

  /** Completed when the observer was told of its end. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void kill(Ending.Cause cause, Urgency urgency) {
    if (!hasEnding()) {
      long grace = urgency == Urgency.AT_ONCE ? 0 : HelperWire.OWN_GRACE;
      link.order(HelperWire.kill(id, cause.ordinal(), grace));
    }
  }

  private synchronized boolean hasEnding() {
    return ending.isPresent();
  }

  void started(long pid) {
    tellAtOnce(() -> observer.started(pid));
  }

  void wrote(int stream, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    tell(() -> tellOutput(stream, copy));
  }

  private void tellOutput(int stream, byte[] bytes) {
    synchronized (this) {
      if (abandoned) {
        return;
      }
      written[stream] += bytes.length;
    }
    observer.output(StreamName.values()[stream], ByteBuffer.wrap(bytes));
    giveCredit(stream, bytes.length);
  }

  private void giveCredit(int stream, int bytes) {
    owed[stream] += bytes;
    if (owed[stream] >= CREDIT / 2) {
      link.order(HelperWire.credit(id, stream, owed[stream]));
      owed[stream] = 0;
    }
  }

  /**
   * It has ended.
   *
   * @param how asked for when it is told
   * @param takesTime whether that may take some time
   * @param more how many of its streams have more to tell
   */
  void ended(Supplier<Ending> how, boolean takesTime, int more) {
    synchronized (this) {
      ending = Optional.of(how);
      endingTakesTime = takesTime;
      streamsToCome = more;
    }
    tellEndIfComplete();
  }

  /** After its end: one of its streams has no more to tell. */
  void streamEnded() {
    synchronized (this) {
      streamsToCome--;
    }
    tellEndIfComplete();
  }

  private void tellEndIfComplete() {
    boolean takesTime;
    synchronized (this) {
      if (streamsToCome > 0) {
        return;
      }
      takesTime = endingTakesTime;
    }
    if (takesTime) {
      tell(this::tellEnd);
    } else {
      tellAtOnce(this::tellEnd);
    }
  }

  /** The helper is gone, and so is all of it. */
  void lost(Ending unlessKnown) {
    synchronized (this) {
      ending = ending.or(() -> Optional.of(() -> unlessKnown));
      streamsToCome = 0;
    }
    tellEndIfComplete();
  }

  /** Does not wait for an observer that does not come back. */
  synchronized void abandon() {
    abandoned = true;
    untold.clear();
    if (ending.isPresent()) {
      threads.execute(this::tellEnd);
    }
  }

  private synchronized void tell(Runnable news) {
    untold.add(news);
    if (!telling) {
      telling = true;
      threads.execute(this::tellAll);
    }
  }

  /** What does not block. */
  private void tellAtOnce(Runnable news) {
    synchronized (this) {
      if (telling) {
        untold.add(news);
        return;
      }
      telling = true;
    }
    try {
      news.run();
    } finally {
      handOverTheRest();
    }
  }

  private synchronized void handOverTheRest() {
    telling = !untold.isEmpty();
    if (telling) {
      threads.execute(this::tellAll);
    }
  }

  private void tellAll() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  private synchronized Optional<Runnable> next() {
    Optional<Runnable> next = Optional.ofNullable(untold.poll());
    telling = next.isPresent();
    return next;
  }

  private void tellEnd() {
    Supplier<Ending> how;
    Written total;
    synchronized (this) {
      if (toldEnd) {
        return;
      }
      toldEnd = true;
      how = ending.orElseThrow();
      total = new Written(written[0], written[1]);
    }
    observer.ended(how.get(), total);
    ended.complete(null);
  }
}
