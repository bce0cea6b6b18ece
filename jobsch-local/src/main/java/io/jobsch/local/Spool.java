package io.jobsch.local;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pages of a file, handed out and taken back. The file grows only when no page is free.
 *
 * <p>Its own lock guards who holds which page, and is never held while the disk is used, but for
 * closing the file. Locks are taken in this order: that of a stream, that of the spool, that of the
 * file.
 *
 * <p>Closed, it refers to nothing any more: the file is closed with the last page that is released
 * or, if readers have the rest, by the garbage collector when the last of them is gone.
 */
final class Spool {
  private final Deque<Page> free = new ArrayDeque<>();
  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Set<Reference<?>> lent = new HashSet<>();
  private Optional<SpoolFile> file;
  private int pages;
  private int held;

  Spool(Path directory) {
    file = Optional.of(new SpoolFile(directory));
  }

  /**
   * A page that the caller holds, and nobody else.
   *
   * @throws java.util.NoSuchElementException after the close
   */
  synchronized Page take() {
    takeBack();
    Page page =
        free.isEmpty()
            ? new Page(this, file.orElseThrow(), (long) pages++ * Page.SIZE)
            : free.pop();
    held++;
    page.hold();
    return page;
  }

  /** Called when nobody holds a page any more. */
  synchronized void free(Page page, SpoolFile itsFile) {
    held--;
    if (file.isPresent()) {
      free.push(page);
    } else if (held == 0) {
      close(itsFile);
    }
  }

  /**
   * Releases the pages of some runs when their owner can no longer be reached, and the spool looks
   * for it the next time that it needs a page.
   *
   * @param runs do not refer to the owner, and do not change any more
   */
  synchronized void releaseAfter(Object owner, List<Run> runs) {
    lent.add(new Lent(owner, unreachable, runs));
  }

  private void takeBack() {
    for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
      lent.remove(gone);
      ((Lent) gone).runs.forEach(Run::clear);
    }
  }

  /** No page will be taken any more. Harmless when called again. */
  synchronized void close() {
    takeBack();
    if (held == 0) {
      file.ifPresent(Spool::close);
    }
    file = Optional.empty();
    free.clear();
    lent.clear();
  }

  private static void close(SpoolFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // It has no name and no reader, so there is nothing left to lose.
    }
  }

  /** How many pages the file has. */
  synchronized int pages() {
    return pages;
  }

  /** How many of them somebody holds. */
  synchronized int held() {
    return held;
  }

  private static final class Lent extends PhantomReference<Object> {
    private final List<Run> runs;

    Lent(Object owner, ReferenceQueue<Object> queue, List<Run> runs) {
      super(owner, queue);
      this.runs = runs;
    }
  }
}
