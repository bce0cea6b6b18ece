package io.jobsch.local.manual;

import io.jobsch.agent.Upstream;
import io.jobsch.plan.AttemptId;
import io.jobsch.spi.Timers;
import io.jobsch.workers.News;
import io.jobsch.workers.StreamName;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The way from one life of a worker to its scheduler, until it is cut. Used in turns alone. */
final class Wire implements Upstream {
  private final Upstream scheduler;
  private final Timers timers;
  private final Duration answersAfter;
  private boolean cut;

  /**
   * One that is whole.
   *
   * @param answersAfter how long the worker's answers take
   */
  Wire(Upstream scheduler, Timers timers, Duration answersAfter) {
    this.scheduler = scheduler;
    this.timers = timers;
    this.answersAfter = answersAfter;
  }

  /** Nothing comes through any more. */
  void cut() {
    cut = true;
  }

  @Override
  public void say(News news) {
    if (news instanceof News.Suits && !answersAfter.isZero()) {
      timers.in(answersAfter, () -> carry(news));
    } else {
      carry(news);
    }
  }

  private void carry(News news) {
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
