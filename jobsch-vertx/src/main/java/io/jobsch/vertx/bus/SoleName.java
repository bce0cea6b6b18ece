package io.jobsch.vertx.bus;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Lock;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * The name of a scheduler on its event bus, which is that of the whole cluster if there is one: two
 * under one name would each hear every other word of their workers.
 */
final class SoleName {
  private final Lock lock;

  private SoleName(Lock lock) {
    this.lock = lock;
  }

  /**
   * Takes a name; blocks.
   *
   * @param patience how long another scheduler may take to go, or a cluster to notice that it has
   * @throws IllegalStateException if it does not
   */
  static SoleName take(Vertx vertx, BusAddresses addresses, Duration patience) {
    try {
      return new SoleName(
          vertx
              .sharedData()
              .getLockWithTimeout(addresses.scheduler(), Math.max(1, patience.toMillis()))
              .toCompletionStage()
              .toCompletableFuture()
              .join());
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "there is another scheduler called \""
              + addresses.name()
              + "\" on this event bus; give one of them another name ("
              + e.getCause()
              + ")",
          e);
    }
  }

  void giveBack() {
    lock.release();
  }
}
