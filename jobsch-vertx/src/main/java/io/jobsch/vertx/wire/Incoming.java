package io.jobsch.vertx.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What arrives in one direction of a conversation: each once, and in its order, however it comes.
 * One thread.
 */
final class Incoming {
  /** So many that come before their turn are kept; others have to be said again. */
  private static final int EARLY = 1_000;

  private final SortedMap<Long, Content> early = new TreeMap<>();
  private long upTo;

  /**
   * What can be dealt with now that this has come, in its order; nothing if it came before.
   *
   * @param seq the number of the first
   */
  List<Content> take(long seq, List<Content> contents) {
    List<Content> ready = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      take(seq + i, contents.get(i), ready);
    }
    return ready;
  }

  private void take(long seq, Content content, List<Content> ready) {
    if (seq == upTo + 1) {
      upTo++;
      early.remove(seq);
      ready.add(content);
    } else if (seq > upTo && early.size() < EARLY) {
      early.put(seq, content);
    }
    while (!early.isEmpty() && early.firstKey() == upTo + 1) {
      ready.add(early.remove(++upTo));
    }
  }

  /** All up to that number has arrived. */
  long upTo() {
    return upTo;
  }
}
