package io.jobsch.vertx.client;

import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells, as it comes. It begins when it is given a handler. Whoever pauses it stops
 * the server from sending; no more than what one read from the network brings is kept meanwhile.
 *
 * <p>Where the connection breaks, it connects again and goes on behind what it has passed on:
 * nothing is missing and nothing told twice. It ends once: by its end handler, or by its exception
 * handler with a {@link ClientException} that says why it cannot go on. Where the server cannot be
 * reached to begin with, that is at once; later, when it could not be for as long as {@link
 * ClientOptions#reconnecting} says.
 *
 * <p>May be used from any thread; its handlers are called on the Vert.x context that made it.
 *
 * @param <T> what it tells
 */
public interface RemoteStream<T> extends ReadStream<T> {
  @Override
  RemoteStream<T> exceptionHandler(@Nullable Handler<Throwable> handler);

  @Override
  RemoteStream<T> handler(@Nullable Handler<T> handler);

  @Override
  RemoteStream<T> pause();

  @Override
  RemoteStream<T> resume();

  @Override
  RemoteStream<T> fetch(long amount);

  @Override
  RemoteStream<T> endHandler(@Nullable Handler<Void> handler);

  /** Asks for no more. No handler is called afterwards. */
  void close();
}
