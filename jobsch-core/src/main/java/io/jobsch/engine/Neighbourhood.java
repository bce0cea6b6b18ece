package io.jobsch.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Classes of workers that suit roles of the same jobs, and others that share jobs with these, and
 * so on, and the jobs that wait for them. What happens in one neighbourhood is nothing to another:
 * a pass goes through those alone in which something has happened. Two become one when a job comes
 * whose roles both suit.
 */
final class Neighbourhood {
  private final Neighbourhoods among;
  private final Front servedFirst = new Front(QueuedJob.ORDER);
  private final Front shortest = new Front(QueuedJob.SHORTEST_FIRST);
  private Optional<Neighbourhood> mergedInto = Optional.empty();
  private int classes = 1;
  private int idle;
  private boolean stirred;
  private long until = TimeBound.NONE;
  private Reserved reserved = Reserved.NOTHING;

  /**
   * One with one class of workers.
   *
   * @param idle how many of them are idle
   */
  Neighbourhood(Neighbourhoods among, int idle) {
    this.among = among;
    this.idle = idle;
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

  /** Of two that each stand for themselves: the one that stands for both from now on. */
  Neighbourhood mergedWith(Neighbourhood other) {
    Neighbourhood whole = servedFirst.size() < other.servedFirst.size() ? other : this;
    whole.takeIn(whole == this ? other : this);
    return whole;
  }

  private void takeIn(Neighbourhood other) {
    other.mergedInto = Optional.of(this);
    classes += other.classes;
    idle += other.idle;
    reserved = reserved.and(other.reserved);
    other.reserved = Reserved.NOTHING;
    servedFirst.takeIn(other.servedFirst);
    shortest.takeIn(other.shortest);
    among.merged(this, other);
    changed();
  }

  /** A class of workers is there no more; whether it was the last one, so that nobody can wait. */
  boolean leftByOne() {
    classes--;
    if (classes == 0) {
      servedFirst.drainTo(job -> job.roleSet().moveOut());
      shortest.drainTo(job -> {});
      reserved = Reserved.NOTHING;
    }
    return classes == 0;
  }

  /**
   * Workers have come, gone, got work or are rid of it, or others of its jobs are in front. It is
   * nothing to anybody where nobody waits.
   */
  void changed() {
    Neighbourhood whole = whole();
    if (!whole.stirred && whole.servedFirst.first() != null) {
      whole.stirred = true;
      among.stirred(whole);
    }
  }

  /** So many more workers are idle. */
  void idleBy(int more) {
    whole().idle += more;
  }

  /** How many workers are idle. */
  int idle() {
    return idle;
  }

  /** Of those that want the same roles the one that is served first, unless they are parked. */
  Front servedFirst() {
    return servedFirst;
  }

  /** Of those that want the same roles the one that is done soonest, unless they are parked. */
  Front shortest() {
    return shortest;
  }

  /** A pass begins: what happens from now on has not been looked at. */
  void calm() {
    stirred = false;
  }

  /**
   * A pass is over.
   *
   * @param left what it has left reserved
   * @param time when another one may find something else, should nothing happen before
   */
  void lookedAt(Reserved left, long time) {
    reserved = left;
    until = time;
    among.lookedAt(time);
  }

  /** When a pass may find something else than the last one, should nothing happen before. */
  long until() {
    return until;
  }

  /** What the last pass has left reserved. */
  Reserved reserved() {
    return reserved;
  }

  /** Others come first of one set of its jobs. */
  void replace(
      @Nullable QueuedJob first,
      @Nullable QueuedJob nowFirst,
      @Nullable QueuedJob soonest,
      @Nullable QueuedJob nowSoonest) {
    servedFirst.replace(first, nowFirst);
    shortest.replace(soonest, nowSoonest);
    if (servedFirst.first() == null) {
      reserved = Reserved.NOTHING;
    }
  }
}
