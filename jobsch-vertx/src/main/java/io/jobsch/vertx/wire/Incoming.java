package io.jobsch.vertx.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What arrives in one direction of a conversation: each once, and in its order, however it comes.
 * One thread.
 */
public final class Incoming {
  /** So many that come before their turn are kept; others have to be said again. */
  private static final int EARLY = 1_000;

  private final SortedMap<Long, Content> early = new TreeMap<>();
  private long upTo;

  /** What can be dealt with now that this has come, in its order; nothing if it came before. */
  public List<Content> take(long seq, Content content) {
    List<Content> ready = new ArrayList<>();
    if (seq > upTo && (early.size() < EARLY || seq == upTo + 1)) {
      early.put(seq, content);
    }
    while (!early.isEmpty() && early.firstKey() == upTo + 1) {
      ready.add(early.remove(++upTo));
    }
    return ready;
  }

  /** All up to that number has arrived. */
  public long upTo() {
    return upTo;
  }
}
