package io.jobsch.vertx.worker;

import io.jobsch.agent.WorkerAgent;
import io.jobsch.vertx.wire.Content;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One life of one worker: its agent and its side of the conversation, from the first greeting to
 * the last word. Used on its context.
 */
final class NetworkWorker implements LinkListener {
  private static final long LOOK_MILLIS = 100;
  private static final long POLL_MILLIS = 20;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final WorkerOptions options;
  private final WorkerId id;
  private final WorkerLink link;
  private final WorkerAgent agent;
  private final LinkListener listener;
  private final Promise<Void> gone = Promise.promise();
  private boolean draining;
  private boolean stopping;
  private boolean everConnected;

  /**
   * One that has not greeted.
   *
   * @param software which jobsch it runs
   * @param listener is told how it gets on
   */
  NetworkWorker(
      Vertx vertx,
      Context context,
      WorkerId id,
      WorkerOptions options,
      Workshop shop,
      String software,
      LinkListener listener) {
    this.vertx = vertx;
    this.options = options;
    this.id = id;
    this.listener = listener;
    Incarnation incarnation = new Incarnation(UUID.randomUUID().toString());
    link = new WorkerLink(id, incarnation, software, context, shop.timers(), this);
    agent = shop.agent(id, incarnation, link);
    link.serve(agent);
  }

  WorkerId id() {
    return id;
  }

  WorkerLink link() {
    return link;
  }

  boolean everConnected() {
    return everConnected;
  }

  /** Completed when it has gone, and nothing that it ran is left. */
  Future<Void> gone() {
    return gone.future();
  }

  @Override
  public void connected() {
    everConnected = true;
    if (draining) {
      link.say(new Content.Draining(true));
    }
    listener.connected();
  }

  @Override
  public void refused(Frame.Refused refusal) {
    listener.refused(refusal);
  }

  @Override
  public void drain(boolean wanted) {
    if (!draining) {
      agent.drain(wanted);
    }
  }

  @Override
  public void dismissed() {
    if (draining) {
      stop();
    }
  }

  /**
   * Takes no new role, finishes what its job wants of it, and goes; after that time, whatever runs.
   */
  Future<Void> leave(Duration patience) {
    if (!draining) {
      draining = true;
      agent.drain(true);
      link.say(new Content.Draining(true));
      if (patience.isZero()) {
        stop();
      } else {
        long late = vertx.setTimer(patience.toMillis(), timer -> stop());
        long alone =
            vertx.setPeriodic(
                LOOK_MILLIS,
                timer -> {
                  if (!link.isTalking() && !agent.isRunning()) {
                    stop();
                  }
                });
        gone()
            .onComplete(
                done -> {
                  vertx.cancelTimer(late);
                  vertx.cancelTimer(alone);
                });
      }
    }
    return gone();
  }

  /** Kills what runs, and goes. */
  Future<Void> stop() {
    if (!stopping) {
      stopping = true;
      draining = true;
      agent.close();
      // An end is counted before it is said: what is said comes a moment later.
      when(() -> !agent.isRunning(), options.killing().longest().plus(SLACK))
          .compose(ended -> when(() -> false, Duration.ofMillis(POLL_MILLIS)))
          .onComplete(ended -> sayLastWords());
    }
    return gone();
  }

  private void sayLastWords() {
    link.leave();
    when(() -> link.isQuiet() || !link.isTalking(), LAST_WORDS)
        .onComplete(
            said -> {
              link.end();
              gone.complete();
            });
  }

  private Future<Void> when(BooleanSupplier condition, Duration atMost) {
    Promise<Void> promise = Promise.promise();
    long end = System.nanoTime() + atMost.toNanos();
    vertx.setPeriodic(
        POLL_MILLIS,
        timer -> {
          if (condition.getAsBoolean() || System.nanoTime() - end >= 0) {
            vertx.cancelTimer(timer);
            promise.complete();
          }
        });
    return promise.future();
  }
}
