package io.jobsch.local;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive bytes of a stream: it grows at its end, and is cut at its beginning. While they are
 * few they are in the heap, then in pages.
 *
 * <p>Everything here is called under the lock of the stream. It grows in three steps, so that the
 * disk is used without the lock: {@link #next} finds a place, the caller writes to it, {@link
 * #grow} makes what is written part of the run. Until then nobody reads it.
 */
final class Run {
  /** How many bytes may be in the heap. */
  static final int SMALL = 4 * 1024;

  private static final byte[] NONE = {};

  private List<Page> pages = List.of();
  private byte[] heap = NONE;

  /** Where the first byte is: in the heap or, if there are pages, in the first of them. */
  private int from;

  private long length;

  long length() {
    return length;
  }

  boolean hasPages() {
    return !pages.isEmpty();
  }

  /**
   * Where the next bytes can go.
   *
   * @param wanted how many there are; the place may take fewer, but one at least
   */
  Place next(Room room, int wanted) {
    if (hasPages()) {
      return atTheEnd(room.spool());
    }
    if (length + wanted <= SMALL && makesRoom(room.heap(), (int) length + wanted)) {
      return new Place.InHeap(heap, from + (int) length, wanted);
    }
    return new Place.OnPage(
        room.spool().take(), ByteBuffer.wrap(heap, from, (int) length), (int) length);
  }

  private Place atTheEnd(Spool spool) {
    int inLast = (int) (from + length - (pages.size() - 1L) * Page.SIZE);
    if (inLast == Page.SIZE) {
      return new Place.OnPage(spool.take(), ByteBuffer.wrap(NONE), 0);
    }
    last().hold();
    return new Place.OnPage(last(), ByteBuffer.wrap(NONE), inLast);
  }

  private Page last() {
    return pages.get(pages.size() - 1);
  }

  /** Whether the heap has, or can be given, room for so many bytes from the first one on. */
  private boolean makesRoom(HeapShare share, int needed) {
    if (from + needed <= heap.length) {
      return true;
    }
    byte[] target = heap;
    if (needed > heap.length) {
      int size = Math.min(SMALL, Math.max(needed, 2 * heap.length));
      if (!share.take(size - heap.length)) {
        return false;
      }
      target = new byte[size];
    }
    System.arraycopy(heap, from, target, 0, (int) length);
    heap = target;
    from = 0;
    return true;
  }

  /** So many bytes have been written to the place that {@link #next} has found. */
  void grow(Room room, Place place, int bytes) {
    if (place instanceof Place.OnPage on) {
      adopt(room, on.page());
    }
    length += bytes;
  }

  private void adopt(Room room, Page page) {
    if (!hasPages()) {
      giveBackHeap(room.heap());
      heap = NONE;
      from = 0;
      pages = new ArrayList<>();
    } else if (last() == page) {
      return;
    }
    page.hold();
    pages.add(page);
  }

  /** What it has in the heap is no longer counted as the store's; it stays readable. */
  void giveBackHeap(HeapShare share) {
    share.giveBack(heap.length);
  }

  /** Drops the beginning, if there is more than so much. */
  void cutTo(long most) {
    long drop = length - most;
    if (drop <= 0) {
      return;
    }
    if (most == 0) {
      clear();
      return;
    }
    length = most;
    from += (int) drop;
    while (hasPages() && from >= Page.SIZE) {
      pages.remove(0).release();
      from -= Page.SIZE;
    }
  }

  /** Drops everything. */
  void clear() {
    pages.forEach(Page::release);
    pages = List.of();
    from = 0;
    length = 0;
  }

  /** The last bytes, so many as they are now, for reading without the lock. */
  Excerpt last(long bytes) {
    return part(length - bytes, bytes);
  }

  /** So many bytes from there on, which are all there, for reading without the lock. */
  Excerpt part(long start, long bytes) {
    Excerpt excerpt = new Excerpt();
    if (!hasPages()) {
      excerpt.addCopy(heap, from + (int) start, (int) bytes);
      return excerpt;
    }
    long at = from + start;
    long end = at + bytes;
    while (at < end) {
      int inPage = (int) (at % Page.SIZE);
      int here = (int) Math.min(end - at, Page.SIZE - inPage);
      excerpt.add(pages.get((int) (at / Page.SIZE)), inPage, here);
      at += here;
    }
    return excerpt;
  }
}
