package io.jobsch.vertx.client;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that outlives its connections. It reads the next piece of an answer only when all that
 * the one before told was taken, and connects again only when somebody wants more.
 */
final class Reconnecting<T> implements RemoteStream<T> {
  private static final int NO_CONTENT = 204;
  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_000;

  private final Vertx vertx;
  private final OwnThread thread;
  private final Caller caller;
  private final Place<T> place;
  private final Duration silence;
  private final Consumer<ClientException> cut;
  private final Deque<T> ready = new ArrayDeque<>();

  private @Nullable Handler<T> handler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Handler<Void> endHandler;
  private long demand = Long.MAX_VALUE;
  private Phase phase = Phase.CUT;
  private Optional<HttpClientResponse> response = Optional.empty();
  private boolean asked;
  private boolean passing;
  private boolean everOpen;
  private long delay;
  private boolean trying;
  private long tryingSince;

  private enum Phase {
    CUT,
    CONNECTING,
    OPEN,
    /** All was read. */
    READ,
    OVER
  }

  /**
   * One that has not begun.
   *
   * @param silence how long the server may say nothing before it is taken to be gone
   * @param cut is told each time that the connection is gone and is made again
   */
  Reconnecting(
      Vertx vertx, Caller caller, Place<T> place, Duration silence, Consumer<ClientException> cut) {
    this.vertx = vertx;
    this.thread = OwnThread.of(vertx);
    this.caller = caller;
    this.place = place;
    this.silence = silence;
    this.cut = cut;
  }

  private RemoteStream<T> run(Runnable task) {
    thread.execute(task);
    return this;
  }

  @Override
  public RemoteStream<T> exceptionHandler(@Nullable Handler<Throwable> told) {
    return run(() -> exceptionHandler = told);
  }

  @Override
  public RemoteStream<T> endHandler(@Nullable Handler<Void> told) {
    return run(() -> endHandler = told);
  }

  @Override
  public RemoteStream<T> handler(@Nullable Handler<T> told) {
    return run(
        () -> {
          handler = told;
          pass();
        });
  }

  @Override
  public RemoteStream<T> pause() {
    return run(() -> demand = 0);
  }

  @Override
  public RemoteStream<T> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public RemoteStream<T> fetch(long amount) {
    return run(
        () -> {
          demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
          pass();
        });
  }

  @Override
  public void close() {
    run(this::hangUp);
  }

  private void hangUp() {
    phase = Phase.OVER;
    ready.clear();
    response.ifPresent(it -> it.request().reset());
    response = Optional.empty();
  }

  /** Passes on what is wanted, then sees to it that there is more. */
  private void pass() {
    if (passing || handler == null) {
      return;
    }
    passing = true;
    try {
      while (demand > 0 && phase != Phase.OVER && handler != null && !ready.isEmpty()) {
        if (demand != Long.MAX_VALUE) {
          demand--;
        }
        handler.handle(ready.remove());
      }
    } finally {
      passing = false;
    }
    if (demand > 0 && ready.isEmpty() && handler != null) {
      more();
    }
  }

  private void more() {
    switch (phase) {
      case CUT -> connectLater();
      case OPEN -> {
        if (!asked) {
          asked = true;
          response.ifPresent(it -> it.fetch(1));
        }
      }
      case READ -> finish();
      case CONNECTING, OVER -> {
        // Nothing to be done.
      }
    }
  }

  private void connectLater() {
    phase = Phase.CONNECTING;
    if (!trying) {
      trying = true;
      tryingSince = System.nanoTime();
    }
    if (delay == 0) {
      connect();
    } else {
      long jitter = ThreadLocalRandom.current().nextLong(delay / 2 + 1);
      vertx.setTimer(Math.max(1, delay - jitter), timer -> run(this::connect));
    }
  }

  private void connect() {
    if (phase == Phase.OVER) {
      return;
    }
    place.restart();
    caller
        .open(place.path(), place.headers(), silence)
        .onComplete(
            open -> run(() -> opened(open)),
            why -> run(() -> failed(Failures.of(why, caller.options()))));
  }

  private void opened(HttpClientResponse open) {
    if (phase == Phase.OVER) {
      open.request().reset();
      return;
    }
    everOpen = true;
    trying = false;
    phase = Phase.OPEN;
    response = Optional.of(open);
    asked = false;
    open.exceptionHandler(why -> run(() -> lost(open, why)));
    open.endHandler(end -> run(() -> ended(open)));
    open.handler(piece -> run(() -> read(open, piece)));
    pass();
  }

  private void read(HttpClientResponse from, Buffer piece) {
    if (!isCurrent(from)) {
      return;
    }
    asked = false;
    delay = 0;
    try {
      ready.addAll(place.read(piece));
    } catch (RuntimeException e) {
      fail(Failures.notUnderstood(caller.server(), e));
      return;
    }
    pass();
  }

  private boolean isCurrent(HttpClientResponse from) {
    return phase == Phase.OPEN && response.filter(it -> it == from).isPresent();
  }

  private void ended(HttpClientResponse from) {
    if (!isCurrent(from)) {
      return;
    }
    response = Optional.empty();
    if (from.statusCode() == NO_CONTENT || place.ends()) {
      phase = Phase.READ;
      pass();
    } else {
      again(new UnreachableException("the connection to " + caller.server() + " was closed"));
    }
  }

  private void lost(HttpClientResponse from, Throwable why) {
    if (isCurrent(from)) {
      response = Optional.empty();
      from.request().reset();
      again(new UnreachableException("the connection to " + caller.server() + " was cut", why));
    }
  }

  private void failed(ClientException why) {
    if (phase == Phase.OVER) {
      return;
    }
    boolean passes =
        why instanceof UnreachableException
            || (why instanceof ProblemException problem && problem.isPassing());
    if (everOpen && passes && !caller.isClosed()) {
      again(why);
    } else if (everOpen && why instanceof ProblemException problem) {
      fail(problem.afterAll(caller.server()));
    } else {
      fail(why);
    }
  }

  private void again(ClientException why) {
    if (caller.isClosed()) {
      fail(new UnreachableException("this client was closed"));
    } else if (trying
        && System.nanoTime() - tryingSince > caller.options().reconnecting().toNanos()) {
      fail(why);
    } else {
      cut.accept(why);
      delay = Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, 2 * delay));
      phase = Phase.CUT;
      pass();
    }
  }

  private void fail(ClientException why) {
    hangUp();
    if (exceptionHandler != null) {
      exceptionHandler.handle(why);
    }
  }

  private void finish() {
    phase = Phase.OVER;
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }
}
