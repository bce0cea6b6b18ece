package io.jobsch.vertx.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said in one direction of a conversation and is not known to have arrived. What
 * waits to be sent goes in as few messages as may be: each costs both sides more than what it says.
 * One thread.
 */
final class Outgoing {
  /** So much goes in one message at most, where all of it is short. */
  private static final int MOST = 64;

  private final Deque<Content> sent = new ArrayDeque<>();
  private final Deque<Content> waiting = new ArrayDeque<>();
  private long confirmed;

  /**
   * What goes in one message.
   *
   * @param seq the number of the first
   * @param contents what is said, one after the other
   */
  record Numbered(long seq, List<Content> contents) {}

  /** Puts something in line. */
  void add(Content content) {
    waiting.add(content);
  }

  /** The next message; empty if nothing waits. */
  Optional<Numbered> next() {
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    long seq = confirmed + sent.size() + 1;
    List<Content> contents = new ArrayList<>();
    do {
      contents.add(waiting.remove());
    } while (goesOn(contents));
    sent.addAll(contents);
    return Optional.of(new Numbered(seq, contents));
  }

  private boolean goesOn(List<Content> contents) {
    return contents.size() < MOST
        && contents.get(contents.size() - 1).isShort()
        && !waiting.isEmpty()
        && waiting.element().isShort();
  }

  /**
   * All up to that number has arrived.
   *
   * @return whether that is news
   */
  boolean confirm(long ack) {
    boolean any = false;
    while (confirmed < ack && !sent.isEmpty()) {
      sent.remove();
      confirmed++;
      any = true;
    }
    return any;
  }

  /** What was sent and is not confirmed waits to be sent again, in its order. */
  void again() {
    Iterator<Content> last = sent.descendingIterator();
    while (last.hasNext()) {
      waiting.addFirst(last.next());
    }
    sent.clear();
  }

  /** How much is not known to have arrived. */
  int size() {
    return sent.size() + waiting.size();
  }
}
