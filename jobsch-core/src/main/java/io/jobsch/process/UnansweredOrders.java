package io.jobsch.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The orders to start a command that a helper has not answered, and may therefore not have read
 * yet. Safe for use by any thread.
 */
final class UnansweredOrders {
  /** A pipe holds twice as many bytes; the other orders are few, and short. */
  private static final int ROOM = 32 * 1024;

  private final Map<Long, Integer> sizes = new ConcurrentHashMap<>();
  private final AtomicInteger bytes = new AtomicInteger();

  /** Before an order is given. */
  void given(long command, int size) {
    sizes.put(command, size);
    bytes.addAndGet(size);
  }

  /** The helper has said something of a command; what else it says of it later counts no more. */
  void answered(long command) {
    Integer size = sizes.remove(command);
    if (size != null) {
      bytes.addAndGet(-size);
    }
  }

  /** Whether whoever gives one more need not wait until the helper has read others. */
  boolean leaveRoom() {
    return bytes.get() < ROOM;
  }
}
