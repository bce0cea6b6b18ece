package io.jobsch.vertx.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/**
 * Contexts that belong to no verticle: what is done on them goes on while verticles are undeployed,
 * which is when a scheduler needs its workers most.
 */
public final class OwnContext {
  private OwnContext() {}

  /** A new one, with an event loop; blocks for a moment. */
  public static Context of(Vertx vertx) {
    CompletableFuture<Context> context = new CompletableFuture<>();
    // Whoever is on a context is given that one.
    Thread nobody =
        new Thread(() -> context.complete(vertx.getOrCreateContext()), "jobsch-context");
    nobody.setDaemon(true);
    nobody.start();
    return context.join();
  }
}
