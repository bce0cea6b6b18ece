package io.jobsch.local;

import java.util.concurrent.atomic.AtomicLong;

/** How much of the heap all small streams of a store may have together. Safe for any thread. */
final class HeapShare {
  private final AtomicLong left;

  HeapShare(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Takes so many bytes, unless there are not that many left. */
  boolean take(int bytes) {
    long before;
    do {
      before = left.get();
      if (before < bytes) {
        return false;
      }
    } while (!left.compareAndSet(before, before - bytes));
    return true;
  }

  void giveBack(int bytes) {
    left.addAndGet(bytes);
  }

  long left() {
    return left.get();
  }
}
