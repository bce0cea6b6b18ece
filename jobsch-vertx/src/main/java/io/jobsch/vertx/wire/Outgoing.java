package io.jobsch.vertx.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What was said in one direction of a conversation and is not known to have arrived. One thread.
 */
public final class Outgoing {
  private final Deque<Numbered> unconfirmed = new ArrayDeque<>();
  private long last;

  /**
   * Something that is said.
   *
   * @param seq its number
   * @param content what
   */
  public record Numbered(long seq, Content content) {}

  /** Takes what comes next. */
  public Numbered add(Content content) {
    Numbered numbered = new Numbered(++last, content);
    unconfirmed.add(numbered);
    return numbered;
  }

  /**
   * All up to that number has arrived.
   *
   * @return whether that is news
   */
  public boolean confirm(long ack) {
    boolean any = false;
    while (!unconfirmed.isEmpty() && unconfirmed.peek().seq() <= ack) {
      unconfirmed.remove();
      any = true;
    }
    return any;
  }

  /** What may have to be said again, in its order. */
  public List<Numbered> unconfirmed() {
    return List.copyOf(unconfirmed);
  }

  /** How much that is. */
  public int size() {
    return unconfirmed.size();
  }
}
