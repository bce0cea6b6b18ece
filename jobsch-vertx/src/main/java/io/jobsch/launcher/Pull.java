package io.jobsch.launcher;

import io.jobsch.vertx.client.ClientException;
import io.jobsch.vertx.client.RemoteStream;
import java.util.Optional;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;

/** Reads a stream one by one, for a thread that may wait. */
final class Pull<T> implements AutoCloseable {
  private final RemoteStream<T> stream;

  /** One at most that was asked for, and the end. */
  private final TransferQueue<Step<T>> steps = new LinkedTransferQueue<>();

  Pull(RemoteStream<T> stream) {
    this.stream = stream;
    stream.pause();
    stream.exceptionHandler(
        why -> steps.add(new Step<>(Optional.empty(), Optional.of((ClientException) why))));
    stream.endHandler(end -> steps.add(new Step<>(Optional.empty(), Optional.empty())));
    stream.handler(item -> steps.add(new Step<>(Optional.of(item), Optional.empty())));
  }

  private record Step<T>(Optional<T> item, Optional<ClientException> failure) {}

  /** Waits for the next; empty at the end. */
  Optional<T> next() throws Refusal {
    stream.fetch(1);
    try {
      Step<T> step = steps.take();
      if (step.failure.isPresent()) {
        throw Server.refusal(step.failure.get());
      }
      return step.item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
