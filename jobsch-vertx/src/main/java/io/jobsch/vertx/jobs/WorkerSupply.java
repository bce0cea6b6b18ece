package io.jobsch.vertx.jobs;

import io.jobsch.WorkerEvent;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.WorkerId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the workers of a scheduler come from. */
public interface WorkerSupply extends AutoCloseable {
  /** How they are reached. It is opened and closed by the scheduler. */
  WorkerTransport transport();

  /** The scheduler takes in workers from now on. Called once; may block. */
  void start();

  /** How a worker is reached; empty where that is not known. Does not block. */
  Optional<Contact> contact(WorkerId worker);

  /** A worker has another state, as the scheduler sees it. Must not block or throw. */
  default void changed(WorkerEvent event) {}

  /**
   * Asks a worker to take no new job, or to work again.
   *
   * @return completed with whether there is such a worker that can be asked
   */
  default CompletionStage<Boolean> drain(WorkerId worker, boolean wanted) {
    return CompletableFuture.completedFuture(false);
  }

  /** The name of the scheduler on the event bus; empty if no worker can join it there. */
  default Optional<String> onTheBus() {
    return Optional.empty();
  }

  /** The scheduler is closed. May block until what the workers ran is gone. */
  @Override
  void close();

  /** Workers that come by themselves, over a transport that somebody else looks after. */
  static WorkerSupply over(WorkerTransport transport) {
    return new WorkerSupply() {
      @Override
      public WorkerTransport transport() {
        return transport;
      }

      @Override
      public void start() {}

      @Override
      public Optional<Contact> contact(WorkerId worker) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
