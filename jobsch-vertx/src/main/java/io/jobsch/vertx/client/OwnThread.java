package io.jobsch.vertx.client;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Has tasks run on a context's own thread: at once if this is its event loop. Each step of a
 * request belongs there: on another thread, an answer could be over before anybody listens to it.
 */
record OwnThread(Context context) implements Executor {
  /** That of the caller's context, or of a new one. */
  static OwnThread of(Vertx vertx) {
    return new OwnThread(vertx.getOrCreateContext());
  }

  /** Who runs what may block is on the context, too, and on a thread beside it. */
  @Override
  public void execute(Runnable task) {
    if (Context.isOnEventLoopThread() && Vertx.currentContext() == context) {
      task.run();
    } else {
      context.runOnContext(now -> task.run());
    }
  }
}
