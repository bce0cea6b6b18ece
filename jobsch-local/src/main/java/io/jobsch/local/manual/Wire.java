package io.jobsch.local.manual;

import io.jobsch.agent.Upstream;
import io.jobsch.plan.AttemptId;
import io.jobsch.workers.News;
import io.jobsch.workers.StreamName;
import java.nio.ByteBuffer;

/** The way from one life of a worker to its scheduler, until it is cut. Used in turns alone. */
final class Wire implements Upstream {
  private final Upstream scheduler;
  private boolean cut;

  Wire(Upstream scheduler) {
    this.scheduler = scheduler;
  }

  /** Nothing comes through any more. */
  void cut() {
    cut = true;
  }

  @Override
  public void say(News news) {
    if (!cut) {
      scheduler.say(news);
    }
  }

  @Override
  public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
    if (!cut) {
      scheduler.wrote(attempt, stream, offset, bytes);
    }
  }
}
