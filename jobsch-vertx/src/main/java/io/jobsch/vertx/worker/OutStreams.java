package io.jobsch.vertx.worker;

import io.jobsch.plan.AttemptId;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.Head;
import io.jobsch.workers.StreamName;
import io.vertx.core.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The streams of a worker's commands. Safe for use by any thread. */
final class OutStreams {
  private final Map<Key, OutStream> streams = new ConcurrentHashMap<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closed;

  private record Key(AttemptId attempt, StreamName stream) {}

  /** One of them, made if it is not there. */
  OutStream of(AttemptId attempt, StreamName stream, int window) {
    OutStream found =
        streams.computeIfAbsent(
            new Key(attempt, stream), key -> new OutStream(attempt, stream, window));
    if (closed) {
      found.close();
    }
    return found;
  }

  /** Has something done soon on a context, once however often it is asked for until then. */
  void wake(Context context, Runnable task) {
    if (!awake.getAndSet(true)) {
      context.runOnContext(
          now -> {
            awake.set(false);
            task.run();
          });
    }
  }

  /** Sends what may be sent, a frame of each stream in turn. */
  void send(Head head, long now, BooleanSupplier isFull, Consumer<Frame> carrier) {
    boolean more = true;
    while (more) {
      more = false;
      for (OutStream stream : streams.values()) {
        if (isFull.getAsBoolean()) {
          return;
        }
        Optional<Frame.Output> frame = stream.next(head, now);
        frame.ifPresent(carrier);
        more |= frame.isPresent();
      }
    }
  }

  void stored(Frame.Stored frame, long now) {
    Optional.ofNullable(streams.get(new Key(frame.attempt(), frame.stream())))
        .ifPresent(it -> it.stored(frame.upTo(), frame.limit(), now));
  }

  /** Whether something is to be sent again. */
  boolean repeat(long now) {
    boolean any = false;
    for (OutStream stream : streams.values()) {
      any |= stream.repeat(now);
    }
    return any;
  }

  void beginAnew() {
    streams.values().forEach(OutStream::beginAnew);
  }

  void forget(AttemptId attempt) {
    for (StreamName stream : StreamName.values()) {
      Optional.ofNullable(streams.remove(new Key(attempt, stream))).ifPresent(OutStream::close);
    }
  }

  boolean areEmpty() {
    return streams.values().stream().allMatch(OutStream::isEmpty);
  }

  void close() {
    closed = true;
    streams.values().forEach(OutStream::close);
  }
}
