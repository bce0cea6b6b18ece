package io.jobsch.vertx.jobs;

import io.vertx.core.Context;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has tasks run on a context, in their order: all that have come until it gets to them in one go,
 * since to go there costs more than most of them. Safe for use by any thread.
 */
public final class OnContext implements Executor {
  private static final Logger LOG = System.getLogger(OnContext.class.getName());

  /** So many at a time, so that others get their turn. */
  private static final int MOST = 256;

  private final Context context;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();

  /** Tasks of that context. */
  public OnContext(Context context) {
    this.context = context;
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    call();
  }

  private void call() {
    if (!called.get() && called.compareAndSet(false, true)) {
      context.runOnContext(now -> run());
    }
  }

  private void run() {
    called.set(false);
    Runnable task = waiting.poll();
    for (int left = MOST; task != null; left--) {
      run(task);
      if (left == 1) {
        call();
        return;
      }
      task = waiting.poll();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a task on the event loop has failed: " + task, e);
    }
  }
}
