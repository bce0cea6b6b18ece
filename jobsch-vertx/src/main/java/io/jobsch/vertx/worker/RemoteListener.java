package io.jobsch.vertx.worker;

import io.jobsch.workers.WorkerId;

/** Is told how workers get on with a scheduler on another machine. Nothing here may block. */
public interface RemoteListener {
  /** A worker and its scheduler talk: for the first time, or again. */
  void connected(WorkerId worker);

  /**
   * A worker does not reach its scheduler, and goes on trying. Told once until it does, or until it
   * is for another reason.
   *
   * @param why what is the matter, and what to do, in one line
   */
  void waiting(WorkerId worker, String why);

  /**
   * A worker is not wanted, and has given up.
   *
   * @param why what is the matter, and what to do, in one line
   */
  void refused(WorkerId worker, String why);
}
