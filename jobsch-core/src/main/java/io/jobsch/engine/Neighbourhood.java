package io.jobsch.engine;

import java.util.Optional;

/**
 * Classes of workers that suit roles of the same jobs, and others that share jobs with these, and
 * so on: what happens in one neighbourhood is nothing to another. It counts what happens in it, so
 * that a pass need not look again where nothing has. Two become one when a job comes whose roles
 * both suit, and are not parted again: that would only save time.
 */
final class Neighbourhood {
  private Optional<Neighbourhood> mergedInto = Optional.empty();
  private int classes;
  private long changes;

  /** One with so many classes of workers. */
  Neighbourhood(int classes) {
    this.classes = classes;
  }

  /** The one that stands for it and for all that it has been merged with. */
  Neighbourhood whole() {
    if (mergedInto.isEmpty()) {
      return this;
    }
    Neighbourhood whole = mergedInto.get().whole();
    if (whole != mergedInto.get()) {
      mergedInto = Optional.of(whole);
    }
    return whole;
  }

  void merge(Neighbourhood other) {
    Neighbourhood whole = whole();
    Neighbourhood others = other.whole();
    if (whole != others) {
      others.mergedInto = Optional.of(whole);
      whole.classes += others.classes;
      whole.changes = Math.max(whole.changes, others.changes) + 1;
    }
  }

  /** Workers have come, gone, got work or are rid of it, or others of its jobs are in front. */
  void changed() {
    whole().changes++;
  }

  /** Whether nobody has a choice between classes of workers. */
  boolean isOneClass() {
    return whole().classes <= 1;
  }

  /** Another number whenever something has happened. */
  long changes() {
    return whole().changes;
  }
}
