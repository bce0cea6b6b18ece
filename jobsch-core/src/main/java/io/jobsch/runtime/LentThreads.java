package io.jobsch.runtime;

import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Runs a scheduler's loop on the thread that brings it something, where the host lends that for it:
 * to wake another would take longer than most of what the loop does. What anybody else brings is
 * dealt with on a thread of the host's executor, and so is what is left when the loop has done
 * enough on a lent one.
 */
public final class LentThreads implements Executor {
  private final Executor others;
  private final Predicate<Thread> lent;

  /** Whether a thread runs the loop just now: what that brings itself is done elsewhere. */
  private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

  /**
   * Lends some threads.
   *
   * @param others runs what comes from threads that are not lent
   * @param lent whether a thread is lent: it must not be in the middle of something that the loop's
   *     effects wait for, and nobody may interrupt it
   */
  public LentThreads(Executor others, Predicate<Thread> lent) {
    this.others = others;
    this.lent = lent;
  }

  @Override
  public void execute(Runnable task) {
    if (busy.get() || !lent.test(Thread.currentThread())) {
      others.execute(task);
      return;
    }
    busy.set(true);
    try {
      task.run();
    } finally {
      busy.remove();
    }
  }
}
