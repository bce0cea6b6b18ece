package io.jobsch.vertx.worker;

import io.jobsch.workers.WorkerId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Says in the log how workers get on. */
final class RemoteLog implements RemoteListener {
  private static final Logger LOG = System.getLogger(RemoteWorkerVerticle.class.getName());

  @Override
  public void connected(WorkerId worker) {
    LOG.log(Level.INFO, worker + ": connected");
  }

  @Override
  public void waiting(WorkerId worker, String why) {
    LOG.log(Level.WARNING, worker + ": " + why);
  }

  @Override
  public void refused(WorkerId worker, String why) {
    LOG.log(Level.ERROR, worker + ": " + why);
  }
}
