package io.jobsch.vertx.worker;

import io.jobsch.vertx.wire.Content;
import io.jobsch.vertx.wire.Conversation;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.News;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a worker says to its scheduler, and confirms to it, in one conversation after the other:
 * when it is sent. What is said in one go goes in one message. Used on the worker's context.
 */
final class Talk {
  private final Supplier<Conversation> beginning;
  private final LongSupplier ticks;
  private final Executor atEnd;
  private final Executor soon;
  private Conversation conversation;
  private boolean speaking;
  private boolean acknowledging;

  /**
   * One in which nothing has been said.
   *
   * @param beginning begins a conversation
   * @param ticks the time
   * @param atEnd has something done on the worker's context, behind what is to be done already
   * @param soon has something done there a moment later
   */
  Talk(Supplier<Conversation> beginning, LongSupplier ticks, Executor atEnd, Executor soon) {
    this.beginning = beginning;
    this.ticks = ticks;
    this.atEnd = atEnd;
    this.soon = soon;
    this.conversation = beginning.get();
  }

  /** Says something, in a moment. */
  void say(Content content) {
    conversation.say(content, ticks.getAsLong());
    if (!speaking && !canWait(content)) {
      speaking = true;
      atEnd.execute(this::speak);
    }
  }

  /**
   * That a command has started is known to have reached its scheduler with what the order is
   * acknowledged by, and many a command has ended by then.
   */
  private boolean canWait(Content content) {
    return acknowledging
        && content instanceof Content.Said said
        && said.news() instanceof News.Started;
  }

  private void speak() {
    speaking = false;
    conversation.flush();
  }

  /** What can be dealt with now that this has come, in its order; it is confirmed in a moment. */
  List<Content> take(Frame.Message message) {
    if (!acknowledging) {
      acknowledging = true;
      soon.execute(this::acknowledge);
    }
    return conversation.take(message, ticks.getAsLong());
  }

  /** Says what could wait; mostly something was said meanwhile that confirms what was told. */
  private void acknowledge() {
    acknowledging = false;
    conversation.flush();
    conversation.acknowledge();
  }

  /** Up to which number all has come, for a frame that is sent now, and so confirms it. */
  long ack() {
    return conversation.ack();
  }

  /** All up to that number has arrived. */
  void confirmed(long ack) {
    conversation.confirmed(ack, ticks.getAsLong());
  }

  /** Whether all that was said has arrived. */
  boolean isConfirmed() {
    return conversation.unconfirmed() == 0;
  }

  /** Says again what has waited long enough for its confirmation. */
  void repeat() {
    conversation.repeat(ticks.getAsLong());
  }

  /** The conversation goes on over another way, and all up to that number has arrived. */
  void resume(long ack) {
    confirmed(ack);
    conversation.resume(ticks.getAsLong());
  }

  /** The scheduler knows nothing of what was said: that counts no more. */
  void beginAnew() {
    conversation = beginning.get();
  }
}
