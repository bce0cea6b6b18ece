package io.jobsch.vertx.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One side of a conversation. What it says is numbered, and said again until it is confirmed; what
 * it is told counts once and in its order, and is to be confirmed. One thread.
 */
public final class Conversation {
  private final Supplier<Head> head;
  private final Consumer<Frame> way;
  private final Outgoing outgoing = new Outgoing();
  private final Incoming incoming = new Incoming();
  private final Patience patience = new Patience();
  private boolean ackDue;

  /**
   * One in which nothing has been said.
   *
   * @param head what its frames begin with
   * @param way takes them to the other side, or loses them
   */
  public Conversation(Supplier<Head> head, Consumer<Frame> way) {
    this.head = head;
    this.way = way;
  }

  /** Puts something in line, until {@link #flush}. */
  public void say(Content content, long now) {
    if (outgoing.size() == 0) {
      patience.reset(now);
    }
    outgoing.add(content);
  }

  /** Sends what waits to be sent. */
  public void flush() {
    for (Optional<Outgoing.Numbered> next = outgoing.next();
        next.isPresent();
        next = outgoing.next()) {
      Outgoing.Numbered said = next.get();
      way.accept(new Frame.Message(head.get(), said.seq(), ack(), said.contents()));
    }
  }

  /** There is another way: what is not confirmed is said again. */
  public void resume(long now) {
    patience.reset(now);
    sayAgain();
  }

  /** What has waited long enough for its confirmation is said again. */
  public void repeat(long now) {
    if (outgoing.size() > 0 && patience.isOut(now)) {
      sayAgain();
    }
  }

  private void sayAgain() {
    outgoing.again();
    flush();
  }

  /** All up to that number has arrived on the other side. */
  public void confirmed(long ack, long now) {
    if (outgoing.confirm(ack)) {
      patience.reset(now);
    }
  }

  /** How much of what was said is not confirmed. */
  public int unconfirmed() {
    return outgoing.size();
  }

  /** What can be dealt with now that this has come, in its order. */
  public List<Content> take(Frame.Message message, long now) {
    confirmed(message.ack(), now);
    ackDue = true;
    return incoming.take(message.seq(), message.contents());
  }

  /** Confirms what has come, unless something that was sent meanwhile has. */
  public void acknowledge() {
    if (ackDue) {
      way.accept(new Frame.Ack(head.get(), ack()));
    }
  }

  /** Up to which number all has come, for a frame that is sent now, and so confirms it. */
  public long ack() {
    ackDue = false;
    return incoming.upTo();
  }
}
